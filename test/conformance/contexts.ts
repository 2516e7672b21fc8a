import { readFileSync } from 'node:fs';
import type { PinnedContext } from '@rungs/credentials/contexts';

const FILES = [
  {
    url: 'https://w3id.org/citizenship/v4rc1',
    file: 'citizenship-v4rc1.jsonld',
    sha256: '5038c7383afd7ab2158f1b997913a8f60978a0abcf96e0b0d08e29f146d2db1e',
  },
  {
    url: 'https://w3id.org/vdl/v1',
    file: 'vdl-v1.jsonld',
    sha256: 'b069d7ad1fab36cdc811d6bfa46d8d897277635258b9b9ccb130e3ed76df28d6',
  },
  {
    url: 'https://w3id.org/vdl/aamva/v1',
    file: 'vdl-aamva-v1.jsonld',
    sha256: '7a6060ae97a4b780d9b71af5a1bb2a5a3f9b7b189208544c375a89d7d28460eb',
  },
  {
    url: 'https://www.w3.org/ns/credentials/examples/v2',
    file: 'examples-v2.jsonld',
    sha256: '57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c',
  },
] as const;

/** The contexts that published vectors name and the engine does not know, each with the digest of its bytes. */
export const VECTOR_CONTEXTS: readonly PinnedContext[] = FILES.map(({ url, file, sha256 }) => ({
  url,
  sha256,
  text: readFileSync(new URL(`contexts/${file}`, import.meta.url), 'utf8'),
}));
