// The public catalogue, the issuer's own badges, and the server's own pages of badges, issuers and credentials.
export function screens(scene) {
  const { url, academy } = scene;
  const own = `${url}/orgs/${academy}/badges`;
  const of = `${own}/${scene.valid.badgeId}`;
  /** Begins a draft where there is none, and opens its editor. */
  const edit = async (page) => {
    await page.locator('main h2').first().waitFor();
    await page.locator('main a[href$="/edit"], main button').first().click();
    await page.waitForURL('**/edit**');
    await page.locator('meter').waitFor();
  };
  const draw = async (page) => {
    await edit(page);
    await page.locator('main section button').first().click();
    await page.locator('dialog[open] img').waitFor();
  };
  const publish = async (page) => {
    await edit(page);
    await page
      .locator('textarea')
      .first()
      .fill(`Changed on ${String(Date.now())}.`);
    await page.locator('main section button').last().click();
    await page.waitForURL('**/publish**');
    await page.locator('ins').first().waitFor();
  };
  const credential = (award) => `${url}/c/${award.credentialId.replace('urn:uuid:', '')}`;
  return [
    { name: 'badges', url: `${url}/badges`, isLean: true },
    { name: 'own-badges', url: own, as: 'ada', isLean: true },
    { name: 'own-badge', url: of, as: 'ada', isLean: true },
    { name: 'badge-new', url: `${own}/new`, as: 'ada' },
    { name: 'badge-editor', url: of, as: 'ada', act: edit, isLean: true },
    { name: 'badge-maker', url: of, as: 'ada', act: draw, isLean: true },
    { name: 'badge-publish', url: of, as: 'ada', act: publish },
    { name: 'badge', url: `${url}/b/${scene.composite.badgeId}`, isServer: true },
    { name: 'badge-rubric', url: `${url}/b/${scene.valid.badgeId}`, isServer: true, isLean: true },
    { name: 'issuer', url: `${url}/i/${academy}`, isServer: true, isLean: true },
    { name: 'credential-valid', url: credential(scene.valid), isServer: true, isLean: true },
    { name: 'credential-composite', url: credential(scene.composite), isServer: true },
    {
      name: 'missing-credential',
      url: `${url}/c/00000000-0000-4000-8000-000000000000`,
      isServer: true,
    },
    {
      name: 'credential-revoked',
      url: credential(scene.revoked),
      isServer: true,
      isDamaged: true,
      isLean: true,
    },
    { name: 'credential-suspended', url: credential(scene.suspended), isServer: true, isDamaged: true },
    { name: 'composite-broken', url: credential(scene.composite), isServer: true, isDamaged: true },
  ];
}
