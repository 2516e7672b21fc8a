// Checking a credential.
import { altered } from '../altered.mjs';

const paste = (text) => async (page) => {
  await page.locator('main textarea').fill(text);
  await page.locator('main form button[type=submit]').click();
  await page.locator('main section ul li').first().waitFor();
};

export function screens({ url, emptyUrl, text, unknowable }) {
  return [
    { name: 'verify', url: `${url}/verify`, isLean: true },
    { name: 'verify-valid', url: `${url}/verify`, act: paste(text), isLean: true },
    { name: 'verify-not-valid', url: `${url}/verify`, act: paste(altered(text)) },
    ...(emptyUrl === undefined
      ? []
      : [{ name: 'verify-inconclusive', url: `${emptyUrl}/verify`, act: paste(unknowable) }]),
  ];
}
