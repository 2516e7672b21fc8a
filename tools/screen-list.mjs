// The scene that the screens are taken in, and all screens: every file of `tools/screens` lists those of one area.

import { readdirSync } from 'node:fs';
import { issue } from '@rungs/credentials';
import { generateEd25519, signerFromPrivateKey } from '@rungs/credentials/keys';

const password = 'a-demo-with-fictional-people';

/** Those of the demo who look at screens: a learner, and one person for each other role. */
const people = ['maya', 'bruno', 'ada', 'chidi', 'emre', 'fay', 'gus'];

const folder = new URL('screens/', import.meta.url);
const lists = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .sort()
    .map((name) => import(new URL(name, folder))),
);

/** Signs the people in, and finds the organisations, badges and credentials that the screens show. */
export async function openScene(browser, url, emptyUrl) {
  const sessions = { nobody: undefined };
  const requests = {};
  for (const who of people) {
    const context = await browser.newContext();
    context.setDefaultTimeout(15_000);
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
  const waiting = await handIn(requests, url, academy, parts[1] ?? parts[0]);
  return {
    url,
    emptyUrl,
    password,
    sessions,
    academy,
    employer,
    composite,
    part: parts[0],
    valid: parts[1] ?? parts[0],
    suspended,
    revoked,
    text,
    waiting,
    unknowable: await unknowable(JSON.parse(text)),
    change: async (award, verb, reason) => {
      const answer = await requests.ada.post(
        `${url}/api/v1/orgs/${academy}/awards/${award.awardId}/${verb}`,
        { headers: { origin: new URL(url).origin }, data: { reason } },
      );
      if (!answer.ok() && answer.status() !== 409) throw new Error(await answer.text());
    },
    suspendMany: async (awards, reason) => {
      const selection = { awardIds: awards.map(({ awardId }) => awardId) };
      const answer = await requests.ada.post(`${url}/api/v1/orgs/${academy}/award-actions`, {
        headers: { origin: new URL(url).origin, 'Idempotency-Key': 'both-again' },
        data: { kind: 'suspend', selection, reason },
      });
      if (!answer.ok()) throw new Error(await answer.text());
    },
  };
}

/** Two people who are staff elsewhere hand in their work for a badge; answers with the ids of what waits now. */
async function handIn(requests, url, academy, { badgeId }) {
  const ids = [];
  for (const who of ['gus', 'emre']) {
    const data = {
      badgeId,
      narrative:
        'Made up for a picture. Look at the second chart first; the first one shows the same data badly.',
      evidence: [
        { kind: 'text', text: 'A bar chart begins at zero, since its length is what is read. ' + `(${who})` },
        { kind: 'link', url: 'https://example.org/charts/42', title: 'The finished charts' },
        { kind: 'file', name: 'charts.csv', mediaType: 'text/csv', base64: 'YSxiCjEsMgo=' },
        { kind: 'score', source: 'Course quiz', value: 17, max: 20 },
      ],
    };
    const headers = { origin: new URL(url).origin };
    const answer = await requests[who].post(`${url}/api/v1/me/submissions/${academy}`, { headers, data });
    if (answer.ok()) ids.push((await answer.json()).submissionId);
    else if (answer.status() !== 409) throw new Error(await answer.text());
  }
  if (ids.length > 0) return ids;
  const listed = await requests.bruno.get(`${url}/api/v1/orgs/${academy}/submissions?queue=true`);
  return (await listed.json()).items.map(({ submissionId }) => submissionId);
}

/** The same credential from an issuer that nobody knows, whose status list cannot be reached. */
async function unknowable({ issuer, credentialStatus, ...rest }) {
  delete rest.proof;
  const pair = await generateEd25519();
  const credential = {
    ...rest,
    issuer: { ...issuer, id: pair.did },
    credentialStatus: credentialStatus.map((entry, i) => {
      const statusListCredential = `https://lists.example.invalid/${i + 1}`;
      return { ...entry, id: `${statusListCredential}#${entry.statusListIndex}`, statusListCredential };
    }),
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
  await scene.suspendMany([scene.suspended, scene.revoked], 'Both are looked at again.');
}

export { altered } from './altered.mjs';

/** Every screen of the scene, in the order of the areas. */
export function screens(scene) {
  return lists.flatMap((list) => list.screens(scene));
}
