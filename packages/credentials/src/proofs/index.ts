import { member, type JsonObject } from '../json/index.ts';
import type { SuiteName } from '../policy.ts';
import { ecdsaJcs2019, eddsaJcs2022 } from './jcs.ts';
import { ecdsaRdfc2019, ed25519Signature2020, eddsaRdfc2022 } from './rdfc.ts';
import type { CryptoSuite } from './suite.ts';

export type { CryptoSuite, Surroundings, ToBeSigned } from './suite.ts';
export { ecdsaJcs2019, eddsaJcs2022 } from './jcs.ts';
export { ecdsaRdfc2019, eddsaRdfc2022 } from './rdfc.ts';

const SUITES = [eddsaRdfc2022, eddsaJcs2022, ecdsaRdfc2019, ecdsaJcs2019] as const;

/** The Data Integrity suite of a name, if this engine has it. */
export function suiteNamed(name: unknown): (CryptoSuite & { name: SuiteName }) | undefined {
  return SUITES.find((suite) => suite.name === name) as (CryptoSuite & { name: SuiteName }) | undefined;
}

/** The suite that a proof names: by its `cryptosuite`, or by its type where that is of the older kind. */
export function suiteOf(proof: JsonObject): (CryptoSuite & { name: SuiteName }) | undefined {
  const [type, name] = [member(proof, 'type'), member(proof, 'cryptosuite')];
  if (type === 'DataIntegrityProof') return suiteNamed(name);
  return type === ed25519Signature2020.name && name === undefined
    ? (ed25519Signature2020 as CryptoSuite & { name: SuiteName })
    : undefined;
}
