import { z } from '@hono/zod-openapi';
import type { InclusionProof } from '#log';

/** A proof that an entry is in the log, RFC 9162, section 2.1.3; hashes in hexadecimal. */
export const inclusionShape = z
  .object({
    index: z.number().int(),
    size: z.number().int(),
    proof: z.array(z.string()),
    checkpoint: z.string().openapi({ description: 'The checkpoint as a C2SP signed note.' }),
  })
  .openapi('InclusionProof');

/** Writes a proof for the wire. */
export function presentInclusion(proof: InclusionProof): z.infer<typeof inclusionShape> {
  return { ...proof, proof: proof.proof.map((hash) => Buffer.from(hash).toString('hex')) };
}
