import { clr20 } from './pinned/clr-2-0.ts';
import { clr201 } from './pinned/clr-2-0-1.ts';
import { credentialsV1 } from './pinned/credentials-v1.ts';
import { credentialsV2 } from './pinned/credentials-v2.ts';
import { dataIntegrityV1 } from './pinned/data-integrity-v1.ts';
import { dataIntegrityV2 } from './pinned/data-integrity-v2.ts';
import { didV1 } from './pinned/did-v1.ts';
import { ed255192020V1 } from './pinned/ed25519-2020-v1.ts';
import { jwkV1 } from './pinned/jwk-v1.ts';
import { multikeyV1 } from './pinned/multikey-v1.ts';
import { openBadges30 } from './pinned/open-badges-3-0.ts';
import { openBadges301 } from './pinned/open-badges-3-0-1.ts';
import { openBadges302 } from './pinned/open-badges-3-0-2.ts';
import { openBadges303 } from './pinned/open-badges-3-0-3.ts';
import { openBadgesExtensions } from './pinned/open-badges-extensions.ts';
import { statusList2021V1 } from './pinned/status-list-2021-v1.ts';
import { statusV1 } from './pinned/status-v1.ts';
import type { PinnedContext } from './pinned-context.ts';

/**
 * Every context that this engine knows without being told, as exact bytes. Nothing is ever fetched as a
 * context: a document that names any other URL is refused.
 */
export const BUNDLED_CONTEXTS: readonly PinnedContext[] = [
  {
    url: 'https://www.w3.org/ns/credentials/v2',
    sha256: '59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734',
    text: credentialsV2,
  },
  {
    url: 'https://www.w3.org/2018/credentials/v1',
    sha256: 'ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc',
    text: credentialsV1,
  },
  {
    url: 'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
    sha256: 'b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10',
    text: openBadges30,
  },
  {
    url: 'https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld',
    sha256: 'b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10',
    text: openBadges30,
  },
  {
    url: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
    sha256: 'cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c',
    text: openBadges301,
  },
  {
    url: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
    sha256: 'bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296',
    text: openBadges302,
  },
  {
    url: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    sha256: '3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84',
    text: openBadges303,
  },
  {
    url: 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    sha256: '146f85aa16effd7ca1da8056eb443f53ce1eca8a34186cb062832c0a97d889c3',
    text: openBadgesExtensions,
  },
  {
    url: 'https://purl.imsglobal.org/spec/clr/v2p0/context.json',
    sha256: 'e198d7b517d74c5036434ce495086f67b10244709e9a3df9dcb7f8b1579b6167',
    text: clr20,
  },
  {
    url: 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    sha256: '880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6',
    text: clr201,
  },
  {
    url: 'https://w3id.org/security/data-integrity/v1',
    sha256: 'b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554',
    text: dataIntegrityV1,
  },
  {
    url: 'https://w3id.org/security/data-integrity/v2',
    sha256: '67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4',
    text: dataIntegrityV2,
  },
  {
    url: 'https://w3id.org/security/multikey/v1',
    sha256: 'ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597',
    text: multikeyV1,
  },
  {
    url: 'https://w3id.org/security/jwk/v1',
    sha256: '0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece',
    text: jwkV1,
  },
  {
    url: 'https://www.w3.org/ns/credentials/status/v1',
    sha256: 'fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7',
    text: statusV1,
  },
  {
    url: 'https://w3id.org/vc/status-list/2021/v1',
    sha256: '6dd06a52bedb771e059c1083ba8ba7848dce22f6b4a8cfa0b98ba3fc188870e4',
    text: statusList2021V1,
  },
  {
    url: 'https://w3id.org/security/suites/ed25519-2020/v1',
    sha256: '67646fbc0d6582ad7fbf08ccf0d3a4bedbb4177fd2d63385de52dc1b092ed6c5',
    text: ed255192020V1,
  },
  {
    url: 'https://www.w3.org/ns/did/v1',
    sha256: 'adefa50311393eb1bd788a38ac9fe2696c65367928f6996812cd54577394f4da',
    text: didV1,
  },
];
