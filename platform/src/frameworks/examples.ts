import { z } from 'zod';
import type { Doing } from '#kernel';
import type { Tx } from '#store';
import { importFramework } from './import-framework.ts';
import { frameworkFormat, frameworkMeta, type Framework } from './model.ts';

/** The folders of `examples/` that hold a framework, each with a `framework.json` that names its files. */
export const exampleFrameworks = ['esco-1.2.0', 'onet-29.0'] as const;

const description = z.strictObject({
  format: frameworkFormat,
  files: z.array(z.string().regex(/^[A-Za-z0-9_ .-]+$/)).min(1),
  meta: frameworkMeta,
});

/**
 * Imports the frameworks that come with the project; a second call changes nothing. `read` gets a path
 * below `examples/`, such as `esco-1.2.0/framework.json`, and returns the bytes of that file.
 */
export async function loadExampleFrameworks(
  tx: Tx,
  doing: Doing,
  input: { read: (path: string) => Uint8Array | Promise<Uint8Array> },
): Promise<Framework[]> {
  const loaded: Framework[] = [];
  for (const folder of exampleFrameworks) {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      await input.read(`${folder}/framework.json`),
    );
    const { format, files, meta } = description.parse(JSON.parse(text));
    const bytes: Record<string, Uint8Array> = {};
    for (const file of files) bytes[file] = await input.read(`${folder}/${file}`);
    loaded.push((await importFramework(tx, doing, { format, files: bytes, meta })).framework);
  }
  return loaded;
}
