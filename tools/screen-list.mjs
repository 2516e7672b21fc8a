// Which screens there are, and the scene that they are taken in.

import { issue } from '@rungs/credentials';
import { generateEd25519, signerFromPrivateKey } from '@rungs/credentials/keys';

const password = 'a-demo-with-fictional-people';

/** Signs the people in, and finds the organisations, badges and credentials that the screens show. */
export async function openScene(browser, url, emptyUrl) {
  const sessions = { nobody: undefined };
  const requests = {};
  for (const who of ['maya', 'ada', 'fay', 'gus']) {
    const context = await browser.newContext();
    const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
      headers: { origin: new URL(url).origin },
      data: { email: `${who}@example.org`, password },
    });
    if (!answer.ok()) throw new Error(`${who} cannot sign in: ${await answer.text()}`);
    sessions[who] = await context.storageState();
    requests[who] = context.request;
  }
  const read = async (who, path) => await (await requests[who].get(`${url}/api/v1${path}`)).json();
  const academy = (await read('ada', '/me')).memberships[0].orgId;
  const employer = (await read('fay', '/me')).memberships[0].orgId;
  const awards = (await read('ada', `/orgs/${academy}/awards?limit=200`)).items;
  const composite = awards.find((a) => a.source === 'stack' && a.recipient?.email === 'maya@example.org');
  const parts = awards.filter((a) => composite.parts.includes(a.awardId));
  const others = awards.filter((a) => a.source === 'mastery' && a.recipient?.email !== 'maya@example.org');
  const [suspended, revoked] = [others[0], others.find((a) => a.personId !== others[0].personId)];
  const document = async (award) =>
    await (await requests.ada.get(`${url}/api/v1/orgs/${academy}/awards/${award.awardId}/credential`)).text();
  const text = await document(parts[1] ?? parts[0]);
  return {
    url,
    emptyUrl,
    sessions,
    academy,
    employer,
    composite,
    part: parts[0],
    valid: parts[1] ?? parts[0],
    suspended,
    revoked,
    text,
    unknowable: await unknowable(JSON.parse(text)),
    change: async (award, verb, reason) => {
      const answer = await requests.ada.post(
        `${url}/api/v1/orgs/${academy}/awards/${award.awardId}/${verb}`,
        { headers: { origin: new URL(url).origin }, data: { reason } },
      );
      if (!answer.ok() && answer.status() !== 409) throw new Error(await answer.text());
    },
  };
}

/** The same credential from an issuer that nobody knows, whose status list cannot be reached. */
async function unknowable({ issuer, credentialStatus, ...rest }) {
  delete rest.proof;
  const pair = await generateEd25519();
  const statusListCredential = 'https://lists.example.invalid/1';
  const credential = {
    ...rest,
    issuer: { ...issuer, id: pair.did },
    credentialStatus: credentialStatus.map((entry) => ({
      ...entry,
      id: `${statusListCredential}#${entry.statusListIndex}`,
      statusListCredential,
    })),
  };
  const signed = await issue(credential, {
    signer: await signerFromPrivateKey(pair.privateKeyJwk),
    now: new Date(),
  });
  return typeof signed === 'string' ? signed : JSON.stringify(signed);
}

/** Revokes and suspends what the later screens show as revoked and suspended. */
export async function damage(scene) {
  await scene.change(scene.suspended, 'suspend', 'The evidence is being looked at again.');
  await scene.change(scene.revoked, 'revoke', 'Awarded by mistake to the wrong person.');
  await scene.change(scene.part, 'revoke', 'The evidence turned out to be somebody else’s work.');
}

const paste = (text) => async (page) => {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByRole('heading', { name: 'What was checked' }).waitFor();
};

/** Changes one letter inside a signed text. */
export function altered(text) {
  return text.replace(/"name":"([^"])/, (_all, letter) => `"name":"${letter === 'X' ? 'Y' : 'X'}`);
}

/** Every screen: its name, its address, who looks at it, what is done first. */
export function screens(scene) {
  const { url, emptyUrl, academy, employer, text } = scene;
  const credential = (award) => `${url}/c/${award.credentialId.replace('urn:uuid:', '')}`;
  const list = [
    { name: 'home', url: `${url}/` },
    { name: 'home-signed-in', url: `${url}/`, as: 'ada' },
    { name: 'sign-in', url: `${url}/sign-in` },
    { name: 'verify', url: `${url}/verify` },
    { name: 'verify-valid', url: `${url}/verify`, act: paste(text) },
    { name: 'verify-not-valid', url: `${url}/verify`, act: paste(altered(text)) },
    { name: 'badges', url: `${url}/badges` },
    { name: 'badge', url: `${url}/b/${scene.composite.badgeId}` },
    { name: 'badge-rubric', url: `${url}/b/${scene.valid.badgeId}` },
    { name: 'issuer', url: `${url}/i/${academy}` },
    { name: 'credential-valid', url: credential(scene.valid) },
    { name: 'credential-composite', url: credential(scene.composite) },
    { name: 'record', url: `${url}/record`, as: 'maya' },
    { name: 'record-none', url: `${url}/record`, as: 'gus' },
    { name: 'inventory', url: `${url}/orgs/${employer}/inventory`, as: 'fay' },
    {
      name: 'inventory-holders',
      url: `${url}/orgs/${employer}/inventory`,
      as: 'fay',
      act: async (page) => {
        await page
          .getByRole('button', { name: /show who/ })
          .first()
          .click();
        await page.getByRole('dialog').getByRole('table').waitFor();
      },
    },
    { name: 'awards-none', url: `${url}/orgs/${academy}/awards?source=batch`, as: 'ada' },
    { name: 'missing', url: `${url}/nowhere` },
    { name: 'missing-credential', url: `${url}/c/00000000-0000-4000-8000-000000000000` },
    { name: 'awards', url: `${url}/orgs/${academy}/awards`, as: 'ada', isDamaged: true },
    { name: 'record-broken', url: `${url}/record`, as: 'maya', isDamaged: true },
    { name: 'credential-revoked', url: credential(scene.revoked), isDamaged: true },
    { name: 'credential-suspended', url: credential(scene.suspended), isDamaged: true },
    { name: 'composite-broken', url: credential(scene.composite), isDamaged: true },
  ];
  if (emptyUrl === undefined) return list;
  return [
    ...list.slice(0, 3),
    { name: 'home-empty', url: `${emptyUrl}/` },
    { name: 'setup', url: `${emptyUrl}/setup#a-token` },
    { name: 'verify-inconclusive', url: `${emptyUrl}/verify`, act: paste(scene.unknowable) },
    ...list.slice(3),
  ];
}
