import { clientTypes } from './client-types.ts';

/** A file that is made from the code. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every file that is made from the code, with the text that it has to have. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  return [{ path: 'packages/client/src/schema.gen.ts', text: await clientTypes() }];
}
