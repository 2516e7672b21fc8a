import { CsvError, parse } from 'csv-parse/sync';
import { fileInvalid } from '../errors.ts';
import type { ParsedCompetency, Place } from '../model.ts';
import { decode, refuseUnexpected, required, toRows, type Columns, type Files, type Row } from './read.ts';

const base = 'http://data.europa.eu/esco/';
const groupsFile = 'skillGroups_en.csv';
const relationsFile = 'broaderRelationsSkillPillar_en.csv';

/** The files that hold skills; a bundle has at least one. `derived_skills.csv` is a list put together by others. */
const skillFile = /^(skills|[a-zA-Z]+SkillsCollection)_en\.csv$|^derived_skills\.csv$/;

const layouts: Readonly<Record<'skills' | 'collection' | 'derived' | 'groups' | 'relations', Columns>> = {
  skills: {
    required: [
      'conceptType',
      'conceptUri',
      'skillType',
      'preferredLabel',
      'altLabels',
      'status',
      'description',
    ],
    optional: ['reuseLevel', 'hiddenLabels', 'modifiedDate', 'scopeNote', 'definition', 'inScheme'],
  },
  collection: {
    required: [
      'conceptType',
      'conceptUri',
      'skillType',
      'preferredLabel',
      'altLabels',
      'status',
      'description',
    ],
    optional: ['reuseLevel', 'broaderConceptUri', 'broaderConceptPT'],
  },
  derived: {
    required: ['conceptUri', 'preferredLabel', 'labelSource', 'skillType', 'altLabels', 'description'],
    optional: ['reuseLevel'],
  },
  groups: {
    required: ['conceptType', 'conceptUri', 'preferredLabel', 'altLabels', 'status', 'description', 'code'],
    optional: ['hiddenLabels', 'modifiedDate', 'scopeNote', 'inScheme'],
  },
  relations: { required: ['conceptType', 'conceptUri', 'broaderType', 'broaderUri'] },
};

type Draft = { -readonly [K in keyof ParsedCompetency]: ParsedCompetency[K] } & {
  parents: { code: string; place: Place }[];
};

/**
 * Reads ESCO's skill pillar from the CSV files that its portal distributes (English): one or more files of
 * skills, and optionally the skill groups and the broader relations. The code of an entry is the last part
 * of its URI. A skill may stand in several collections, with the same label. Errors: framework_file_invalid.
 */
export function readEscoCsv(files: Files): ParsedCompetency[] {
  refuseUnexpected(files, (name) => skillFile.test(name) || name === groupsFile || name === relationsFile);
  const skillNames = Object.keys(files)
    .filter((name) => skillFile.test(name))
    .sort();
  if (skillNames.length === 0)
    throw fileInvalid('file_missing', 'No file of skills (skills_en.csv) is among the files.', {
      file: 'skills_en.csv',
    });
  const found = new Map<string, Draft>();
  for (const name of skillNames) readSkills(name, rowsOf(files, name, layoutOf(name)), found);
  const repeated: ParsedCompetency[] = [];
  if (files[groupsFile] !== undefined)
    for (const row of rowsOf(files, groupsFile, layouts.groups)) {
      const group = toDraft(row, row.cell('preferredLabel'), 'group');
      if (found.has(group.code)) repeated.push(group);
      else found.set(group.code, group);
    }
  if (files[relationsFile] !== undefined)
    readRelations(rowsOf(files, relationsFile, layouts.relations), found);
  return [...found.values(), ...repeated];
}

function layoutOf(name: string): Columns {
  if (name === 'derived_skills.csv') return layouts.derived;
  return name === 'skills_en.csv' ? layouts.skills : layouts.collection;
}

function readSkills(file: string, rows: readonly Row[], found: Map<string, Draft>): void {
  const inThisFile = new Set<string>();
  for (const row of rows) {
    // Only the derived list has concepts for which no label was found: they keep their URI as a name.
    const uri = required(row, 'conceptUri', 300);
    const name =
      file === 'derived_skills.csv'
        ? row.cell('preferredLabel') || uri
        : required(row, 'preferredLabel', 500);
    const skill = toDraft(row, name, row.cell('skillType') === 'knowledge' ? 'knowledge' : 'skill');
    const earlier = found.get(skill.code);
    if (inThisFile.has(skill.code) || (earlier !== undefined && earlier.name !== skill.name))
      throw fileInvalid(
        'duplicate',
        `${file}, line ${String(row.place.line)}: ${uri} stands at ${earlier?.place.file ?? file}, line ${String(earlier?.place.line ?? 0)} already.`,
        { ...row.place, column: 'conceptUri' },
      );
    inThisFile.add(skill.code);
    if (earlier === undefined) found.set(skill.code, skill);
  }
}

function toDraft(row: Row, name: string, kind: string): Draft {
  const uri = required(row, 'conceptUri', 300);
  return {
    code: codeOf(uri, row, 'conceptUri'),
    name: name === '' ? required(row, 'preferredLabel', 500) : name,
    description: row.cell('description'),
    otherNames: row
      .cell('altLabels')
      .split(/\n| \| /)
      .map((label) => label.trim())
      .filter((label) => label !== ''),
    kind,
    url: uri,
    parents: [],
    place: row.place,
  };
}

function readRelations(rows: readonly Row[], found: ReadonlyMap<string, Draft>): void {
  for (const row of rows) {
    const code = codeOf(required(row, 'conceptUri', 300), row, 'conceptUri');
    const parent = codeOf(required(row, 'broaderUri', 300), row, 'broaderUri');
    const child = found.get(code);
    if (child === undefined)
      throw fileInvalid(
        'parent_unknown',
        `${row.place.file}, line ${String(row.place.line)}: "${code}" is in none of the files.`,
        { ...row.place, column: 'conceptUri' },
      );
    if (child.parents.every((p) => p.code !== parent)) child.parents.push({ code: parent, place: row.place });
  }
}

function codeOf(uri: string, row: Row, column: string): string {
  const code = /^(?:skill|isced-f)\/([A-Za-z0-9.-]+)$/.exec(
    uri.startsWith(base) ? uri.slice(base.length) : '',
  );
  if (code?.[1] === undefined)
    throw fileInvalid(
      'value',
      `${row.place.file}, line ${String(row.place.line)}: "${uri.slice(0, 200)}" is not the URI of an ESCO skill.`,
      { ...row.place, column },
    );
  return code[1];
}

function rowsOf(files: Files, file: string, columns: Columns): Row[] {
  const text = decode(file, files[file] ?? new Uint8Array());
  let line = 1;
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      max_record_size: 1_000_000,
    });
    const placed = (records as unknown as { record: string[]; info: { lines: number } }[]).map((r) => {
      const at = line;
      // `lines` counts the line on which the record ended; the next record starts below it.
      line = r.info.lines + 1;
      return { cells: r.record, line: at };
    });
    return toRows(file, placed, columns);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = typeof error['lines'] === 'number' ? error['lines'] : undefined;
    throw fileInvalid('quoting', `${file}: ${error.message}.`, { file, line: at });
  }
}
