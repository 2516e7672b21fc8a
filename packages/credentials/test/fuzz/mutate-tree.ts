import type { Random } from './random.ts';
import { copyOf, placesOf, treeOf, type Tree } from './tree.ts';

/** Names that mean something to somebody: terms, keywords, and what objects inherit. */
const NAMES =
  '@context @id @type @value @language @graph @list @set @reverse @included @nest @version @json @none @base @vocab id type name issuer holder proof credentialSubject credentialStatus credentialSchema evidence termsOfUse relatedResource refreshService endorsement endorsementJwt verifiableCredential achievement criteria narrative alignment tag image description validFrom validUntil issuanceDate expirationDate awardedDate cryptosuite created expires verificationMethod proofPurpose proofValue previousProof challenge domain nonce controller publicKeyMultibase publicKeyJwk assertionMethod authentication statusListIndex statusListCredential statusPurpose statusSize encodedList ttl vc vp iss sub aud exp nbf iat jti alg kid jwk jku x5u x5c crit b64 typ cty zip __proto__ constructor prototype toString valueOf hasOwnProperty then length hue'.split(
    ' ',
  );

const TEXTS = [
  '',
  ' ',
  'x',
  '_:b0',
  '@type',
  'null',
  '0',
  '-1',
  '00',
  '131072',
  '1e3',
  'none',
  'HS256',
  'EdDSA',
  'ES256',
  'RS256',
  'b64',
  'assertionMethod',
  'authentication',
  'revocation',
  'suspension',
  'did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP',
  'did:web:localhost',
  'did:web:example.com%3A443:..:a',
  'did:jwk:e30',
  'https://127.0.0.1/x',
  'https://www.w3.org/ns/credentials/v2',
  'https://www.w3.org/2018/credentials/v1',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
  'https://www.w3.org/ns/credentials/undefined-terms/v2',
  'https://schema.org/name',
  'VerifiableCredential',
  'VerifiablePresentation',
  'EnvelopedVerifiableCredential',
  'OpenBadgeCredential',
  'EndorsementCredential',
  'DataIntegrityProof',
  'BitstringStatusListEntry',
  '1EdTechRevocationList',
  'data:application/vc+jwt,e30.e30.',
  'data:text/html,<script>',
  'javascript:alert(1)',
  '2026-02-30T00:00:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01',
  '9999-12-31T23:59:59-14:00',
  'z',
  'z1111111111111111111111111111111111111111111111111111111111111111',
  'uAAAA',
  '\u0000',
  '\ud800',
  '\ufffe',
  'Å',
  'A\u030a',
  '😀',
  'a'.repeat(5_000),
  '2'.repeat(1_500),
];

const RAWS =
  '0 -0 1 -1 1.0 1.5 1e2 1E400 1e-400 0.1 9007199254740993 9007199254740991 123456789012345678 true false null 01 +1 .5 NaN Infinity 0x10 nul 1e 2,3 undefined'.split(
    ' ',
  );

/** Some value, small or odd. */
function anyTree(random: Random, levels = 2): Tree {
  switch (random.below(levels > 0 ? 6 : 3)) {
    case 0:
    case 1:
      return { kind: 'text', text: random.pick(TEXTS) };
    case 2:
      return { kind: 'raw', text: random.pick(RAWS) };
    case 3:
      return {
        kind: 'array',
        items: Array.from({ length: random.below(3) }, () => anyTree(random, levels - 1)),
      };
    case 4:
      return {
        kind: 'object',
        members: Array.from({ length: random.below(3) }, () => ({
          name: random.pick(NAMES),
          value: anyTree(random, levels - 1),
        })),
      };
    default:
      return deep(random);
  }
}

/** Something nested, to either side of what is allowed. */
function deep(random: Random): Tree {
  let tree: Tree = { kind: 'text', text: 'x' };
  for (let level = random.pick([3, 29, 33, 200]); level > 0; level--)
    tree = random.once(2)
      ? { kind: 'array', items: [tree] }
      : { kind: 'object', members: [{ name: 'tag', value: tree }] };
  return tree;
}

/** Other spellings of one text, or a text next to it. */
function nextTo(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return (
        text.slice(0, at) + random.pick(['a', 'Z', '0', ' ', '/', '#', '%20', '\u200b', 'é']) + text.slice(at)
      );
    case 2:
      return text.slice(0, at) + random.pick(['1', 'b', '_', '-', '😀']) + text.slice(at + 1);
    case 3:
      return random.once(2) ? text.toUpperCase() : text.toLowerCase();
    case 4:
      return random.once(2) ? ` ${text}` : `${text} `;
    case 5:
      return text.normalize(random.pick(['NFD', 'NFKC'])) + (random.once(2) ? '' : '\u0301');
    case 6:
      return text + random.pick(['#', '?', '/', '.', '=', '\n']);
    case 7:
      return text.replace(/Z$/, '+00:00').replace(/^https:/, 'HTTPS:');
    default:
      return random.pick(TEXTS);
  }
}

/** Another spelling of a number, or another number. */
function nextToNumber(text: string, random: Random): string {
  return random.pick([
    `${text}.0`,
    `${text}e0`,
    `${text}0`,
    `-${text}`,
    `${text}.000000000000000001`,
    ...RAWS,
  ]);
}

/** Changes one value where it stands. */
function changed(node: Tree, random: Random): Tree {
  if (random.once(4)) return anyTree(random);
  switch (node.kind) {
    case 'text':
      return random.once(6)
        ? { kind: 'object', members: [{ name: random.pick(['@value', '@id', 'id']), value: node }] }
        : { kind: 'text', text: nextTo(node.text, random) };
    case 'raw':
      return random.once(6)
        ? { kind: 'text', text: random.pick([node.text, Number(node.text).toExponential().toUpperCase()]) }
        : { kind: 'raw', text: nextToNumber(node.text, random) };
    case 'array':
      return changedList(node.items, random);
    default:
      return changedObject(node.members, random);
  }
}

function changedList(items: Tree[], random: Random): Tree {
  const list = [...items];
  const at = random.below(Math.max(list.length, 1));
  switch (random.below(6)) {
    case 0:
      return list[0] ?? { kind: 'object', members: [] };
    case 1:
      list.reverse();
      break;
    case 2:
      list.splice(at, 1);
      break;
    case 3:
      list.push(copyOf(list[at] ?? anyTree(random)));
      break;
    case 4:
      list.splice(at, 0, anyTree(random));
      break;
    default:
      list.push(...Array.from({ length: random.pick([5, 70, 400]) }, () => copyOf(list[at] ?? treeOf('x'))));
  }
  return { kind: 'array', items: list };
}

type Members = Extract<Tree, { kind: 'object' }>['members'];

function changedObject(members: Members, random: Random): Tree {
  const list = [...members];
  const at = random.below(Math.max(list.length, 1));
  const entry = list[at];
  switch (random.below(7)) {
    case 0:
      list.splice(at, 1);
      break;
    case 1:
      list.push({ name: random.pick(NAMES), value: anyTree(random) });
      break;
    case 2:
      if (entry !== undefined) list.push({ name: entry.name, value: copyOf(entry.value) });
      break;
    case 3:
      list.reverse();
      break;
    case 4:
      if (entry !== undefined) list[at] = { name: renamed(entry.name, random), value: entry.value };
      break;
    case 5:
      return { kind: 'array', items: [{ kind: 'object', members: list }] };
    default:
      // Two members exchange their values: what a redefined term would do.
      if (entry !== undefined) {
        const other = random.below(list.length);
        const { name, value } = list[other] as Members[number];
        list[other] = { name, value: entry.value };
        list[at] = { name: entry.name, value };
      }
  }
  return { kind: 'object', members: list };
}

const ALIASES: Readonly<Record<string, string>> = {
  id: '@id',
  type: '@type',
  name: 'https://schema.org/name',
  proof: 'https://w3id.org/security#proof',
};

function renamed(name: string, random: Random): string {
  if (random.once(2) && ALIASES[name] !== undefined) return ALIASES[name];
  return random.once(2) ? random.pick(NAMES) : nextTo(name, random);
}

/** A changed copy: one to three changes, each somewhere in the tree. */
export function mutateTree(original: Tree, random: Random): Tree {
  let tree = copyOf(original);
  for (let left = 1 + random.below(3); left > 0; left--) {
    const places = placesOf(tree);
    if (places.length === 0 || random.once(12)) tree = changed(tree, random);
    else {
      const place = random.pick(places);
      // A part of the document in the place of another, or a change of what is there.
      if (random.once(8)) place.put(copyOf(random.pick(places).node));
      else place.put(changed(place.node, random));
    }
  }
  return tree;
}
