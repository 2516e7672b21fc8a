import { newId, type Doing } from '#kernel';
import type { Tx } from '#store';
import { errors } from './errors.ts';
import { readEscoCsv } from './import/esco-csv.ts';
import { readOnetText } from './import/onet-text.ts';
import type { Files } from './import/read.ts';
import type { Framework, FrameworkFormat, FrameworkMeta, ParsedCompetency } from './model.ts';
import { checkCompetencies, contentDigest } from './rules.ts';
import { saveCompetencies, saveFramework, updateMeta } from './store.ts';

const readers: Readonly<Record<FrameworkFormat, (files: Files) => ParsedCompetency[]>> = {
  'esco-csv': readEscoCsv,
  'onet-text': readOnetText,
};

/**
 * Imports one version of a framework, all of it or nothing. The same content under the same (code, version)
 * changes nothing but title, licence, attribution and address. Works in any transaction, since frameworks
 * belong to the instance. Errors: framework_file_invalid (data: file, line, column, reason),
 * framework_version_taken.
 */
export async function importFramework(
  tx: Tx,
  doing: Doing,
  input: { format: FrameworkFormat; files: Files; meta: FrameworkMeta },
): Promise<{ framework: Framework; isNew: boolean }> {
  const found = readers[input.format](input.files);
  checkCompetencies(found, Object.keys(input.files)[0] ?? input.format);
  const digest = contentDigest(found);
  const saved = await saveFramework(tx, {
    frameworkId: newId('frm', doing.now, doing.random),
    meta: input.meta,
    digest,
    size: found.length,
    importedAt: doing.now,
    importedBy: doing.actor,
  });
  if (saved.isNew) {
    await saveCompetencies(tx, saved.framework.frameworkId, found);
    return { framework: saved.framework, isNew: true };
  }
  if (saved.digest !== digest)
    throw errors.fail(
      'framework_version_taken',
      `${input.meta.code} ${input.meta.version} was imported with ${String(saved.framework.size)} competencies; these files hold ${String(found.length)} and differ.`,
      { code: input.meta.code, version: input.meta.version },
    );
  await updateMeta(tx, saved.framework.frameworkId, input.meta);
  return { framework: { ...saved.framework, ...input.meta }, isNew: false };
}
