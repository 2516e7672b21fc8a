import { fileInvalid } from '../errors.ts';
import type { ParsedCompetency, Place } from '../model.ts';
import { decode, refuseUnexpected, required, toRows, type Columns, type Files, type Row } from './read.ts';

const modelFile = 'Content Model Reference.txt';
const technologyFile = 'Technology Skills.txt';

const modelColumns: Columns = { required: ['Element ID', 'Element Name', 'Description'] };
const technologyColumns: Columns = {
  required: ['O*NET-SOC Code', 'Example', 'Commodity Code', 'Commodity Title', 'Hot Technology', 'In Demand'],
};

/** The branches of the content model that describe what people can do or know, and what they are called here. */
const kinds: readonly (readonly [string, string])[] = [
  ['1.A', 'ability'],
  ['1.C', 'work-style'],
  ['2.A', 'skill'],
  ['2.B', 'skill'],
  ['2.C', 'knowledge'],
];

/**
 * Reads O*NET's text files (tab separated, a quote mark is data): the branches of the Content Model Reference
 * that are competencies, and, when given, the Technology Skills: each example under `tech:<example>`, each
 * commodity under its UNSPSC code as the parent. Errors: framework_file_invalid.
 */
export function readOnetText(files: Files): ParsedCompetency[] {
  refuseUnexpected(files, (name) => name === modelFile || name === technologyFile);
  if (files[modelFile] === undefined)
    throw fileInvalid('file_missing', `"${modelFile}" is not among the files.`, { file: modelFile });
  const found = readModel(rowsOf(files, modelFile, modelColumns));
  if (files[technologyFile] !== undefined)
    found.push(...readTechnology(rowsOf(files, technologyFile, technologyColumns)));
  return found;
}

function readModel(rows: readonly Row[]): ParsedCompetency[] {
  const found: ParsedCompetency[] = [];
  for (const row of rows) {
    const code = required(row, 'Element ID', 40);
    if (!/^\d(\.[A-Za-z0-9]{1,4})*$/.test(code))
      throw fileInvalid(
        'value',
        `${row.place.file}, line ${String(row.place.line)}: "${code}" is not an element of the content model.`,
        { ...row.place, column: 'Element ID' },
      );
    const name = required(row, 'Element Name', 500);
    const kind = kinds.find(([branch]) => code === branch || code.startsWith(`${branch}.`));
    if (kind === undefined) continue;
    const parent = code === kind[0] ? [] : [{ code: code.slice(0, code.lastIndexOf('.')), place: row.place }];
    found.push({
      code,
      name,
      description: row.cell('Description'),
      otherNames: [],
      kind: kind[1],
      url: `https://www.onetonline.org/find/descriptor/result/${code}`,
      parents: parent,
      place: row.place,
    });
  }
  return found;
}

interface Technology {
  readonly name: string;
  isHot: boolean;
  readonly parents: Map<string, Place>;
  readonly place: Place;
}

function readTechnology(rows: readonly Row[]): ParsedCompetency[] {
  const groups = new Map<string, ParsedCompetency>();
  const examples = new Map<string, Technology>();
  for (const row of rows) {
    const group = readCommodity(row, groups.get(row.cell('Commodity Code')));
    groups.set(group.code, group);
    const name = required(row, 'Example', 250);
    const hot = flag(row, 'Hot Technology');
    flag(row, 'In Demand');
    const known = examples.get(name) ?? {
      name,
      isHot: false,
      parents: new Map<string, Place>(),
      place: row.place,
    };
    if (hot) known.isHot = true;
    if (!known.parents.has(group.code)) known.parents.set(group.code, row.place);
    examples.set(name, known);
  }
  return [...groups.values(), ...[...examples.values()].map((t) => toCompetency(t, groups))];
}

function readCommodity(row: Row, known: ParsedCompetency | undefined): ParsedCompetency {
  const code = required(row, 'Commodity Code', 8);
  const name = required(row, 'Commodity Title', 500);
  if (!/^\d{8}$/.test(code))
    throw fileInvalid(
      'value',
      `${row.place.file}, line ${String(row.place.line)}: "${code}" is not a UNSPSC code.`,
      { ...row.place, column: 'Commodity Code' },
    );
  if (known !== undefined && known.name !== name)
    throw fileInvalid(
      'duplicate',
      `${row.place.file}, line ${String(row.place.line)}: ${code} is "${known.name}" at line ${String(known.place.line)}.`,
      { ...row.place, column: 'Commodity Title' },
    );
  return (
    known ?? {
      code,
      name,
      description: '',
      otherNames: [],
      kind: 'technology-group',
      url: 'https://www.onetonline.org/search/tech/',
      parents: [],
      place: row.place,
    }
  );
}

function toCompetency(t: Technology, groups: ReadonlyMap<string, ParsedCompetency>): ParsedCompetency {
  const titles = [...t.parents.keys()].map((code) => groups.get(code)?.name ?? code);
  return {
    code: `tech:${t.name}`,
    name: t.name,
    description: `${titles.join('; ')}${t.isHot ? ' (hot technology)' : ''}`,
    otherNames: [],
    kind: 'technology',
    url: `https://www.onetonline.org/search/tech/example?e=${encodeURIComponent(t.name)}`,
    parents: [...t.parents].map(([code, place]) => ({ code, place })),
    place: t.place,
  };
}

function flag(row: Row, column: string): boolean {
  const value = row.cell(column);
  if (value !== 'Y' && value !== 'N')
    throw fileInvalid(
      'value',
      `${row.place.file}, line ${String(row.place.line)}: "${column}" is neither Y nor N.`,
      { ...row.place, column },
    );
  return value === 'Y';
}

function rowsOf(files: Files, file: string, columns: Columns): Row[] {
  const lines = decode(file, files[file] ?? new Uint8Array()).split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  return toRows(
    file,
    lines.map((text, i) => ({ cells: text.split('\t'), line: i + 1 })),
    columns,
  );
}
