import { describe, expect, it } from 'vitest';
import { RungsError } from '#kernel';
import { checkCompetencies } from '../rules.ts';
import { readEscoCsv } from './esco-csv.ts';
import { readOnetText } from './onet-text.ts';
import type { Files } from './read.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const uri = (code: string): string => `http://data.europa.eu/esco/skill/${code}`;
const escoHeader =
  'conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description';
const escoRow = (code: string, name: string, description = ''): string =>
  `KnowledgeSkillCompetence,${uri(code)},skill/competence,cross-sector,${name},"alt one\nalt two",,released,,,,,${description}`;
const relations = 'conceptType,conceptUri,broaderType,broaderUri';
const esco = (...lines: string[]): Files => ({ 'skills_en.csv': utf8([escoHeader, ...lines].join('\r\n')) });
const model = 'Element ID\tElement Name\tDescription';
const technology = 'O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand';
const onet = (lines: string[], tech?: string[]): Files => ({
  'Content Model Reference.txt': utf8([model, ...lines].join('\n')),
  ...(tech === undefined ? {} : { 'Technology Skills.txt': utf8([technology, ...tech].join('\n')) }),
});

function refusal(read: () => unknown): Record<string, unknown> {
  try {
    read();
  } catch (error) {
    if (error instanceof RungsError && error.code === 'framework_file_invalid') return error.data;
    throw error;
  }
  throw new Error('it was not refused');
}

const readAndCheck = (read: (files: Files) => ReturnType<typeof readEscoCsv>, files: Files): void => {
  checkCompetencies(read(files), Object.keys(files)[0] ?? '');
};
const escoRefusal = (files: Files) => refusal(() => readAndCheck(readEscoCsv, files));
const onetRefusal = (files: Files) => refusal(() => readAndCheck(readOnetText, files));

describe('the reader of ESCO files', () => {
  it('takes newlines inside cells, a byte order mark, any order of columns', () => {
    const found = readEscoCsv({
      'skills_en.csv': utf8(
        `\ufeff${escoHeader}\n${escoRow('a', 'analyse data', '"Look at it,\nthen ""say"" what it says."')}\n`,
      ),
    });
    expect(found).toEqual([
      {
        code: 'a',
        name: 'analyse data',
        description: 'Look at it,\nthen "say" what it says.',
        otherNames: ['alt one', 'alt two'],
        kind: 'skill',
        url: uri('a'),
        parents: [],
        place: { file: 'skills_en.csv', line: 2 },
      },
    ]);
  });

  it('takes a skill that stands in several collections with one label, and refuses it with two', () => {
    const header = 'conceptType,conceptUri,preferredLabel,status,skillType,reuseLevel,altLabels,description';
    const row = (name: string) => `KnowledgeSkillCompetence,${uri('a')},${name},released,knowledge,,,`;
    const files = (second: string): Files => ({
      'digCompSkillsCollection_en.csv': utf8(`${header}\n${row('data')}`),
      'digitalSkillsCollection_en.csv': utf8(`${header}\n${row(second)}`),
    });
    expect(readEscoCsv(files('data ')).length).toBe(1);
    expect(escoRefusal(files('date'))).toMatchObject({
      reason: 'duplicate',
      file: 'digitalSkillsCollection_en.csv',
      line: 2,
    });
  });

  it('keeps every broader entry, in the order of the file', () => {
    const found = readEscoCsv({
      ...esco(escoRow('a', 'one'), escoRow('b', 'two'), escoRow('c', 'three')),
      'broaderRelationsSkillPillar_en.csv': utf8(
        [relations, ...['c', 'b'].map((parent) => `K,${uri('a')},K,${uri(parent)}`)].join('\n'),
      ),
    });
    expect(found[0]?.parents.map((p) => p.code)).toEqual(['c', 'b']);
  });

  it('says where a file is wrong, and why', () => {
    const rows = (...lines: string[]): Files => ({
      ...esco(escoRow('a', 'one'), escoRow('b', 'two')),
      'broaderRelationsSkillPillar_en.csv': utf8([relations, ...lines].join('\n')),
    });
    const at = 'skills_en.csv';
    const broader = 'broaderRelationsSkillPillar_en.csv';
    const cases: [Files, Record<string, unknown>][] = [
      [{}, { reason: 'file_missing', file: at }],
      [
        { ...esco(escoRow('a', 'one')), 'notes.txt': utf8('x') },
        { reason: 'file_unexpected', file: 'notes.txt' },
      ],
      [{ [at]: new Uint8Array() }, { reason: 'empty', file: at, line: null }],
      [{ [at]: utf8(' \n\n') }, { reason: 'empty' }],
      [esco(), { reason: 'empty', line: 1 }],
      [{ [at]: utf8(`uri,label\n${uri('a')},one`) }, { reason: 'header', line: 1, column: 'conceptType' }],
      [{ [at]: utf8(`${escoHeader},extra\n`) }, { reason: 'header', column: 'extra' }],
      [{ [at]: utf8(`${escoHeader},status\n`) }, { reason: 'header', column: 'status' }],
      [esco(escoRow('a', 'one'), `${escoRow('b', 'two')},more`), { reason: 'columns', line: 4 }],
      [esco(escoRow('a', 'one'), 'KnowledgeSkillCompetence'), { reason: 'columns', line: 4 }],
      [esco(escoRow('a', '"never closed')), { reason: 'quoting' }],
      [esco(escoRow('a', 'a "quote" inside')), { reason: 'quoting' }],
      [esco(escoRow('a', '')), { reason: 'value', line: 2, column: 'preferredLabel' }],
      [esco(escoRow('a', 'x'.repeat(501))), { reason: 'value', column: 'preferredLabel' }],
      [esco(escoRow('a', 'nul \0 byte')), { reason: 'value', line: 2 }],
      [esco(escoRow('../../etc', 'one')), { reason: 'value', column: 'conceptUri' }],
      [esco(escoRow('a', 'one'), escoRow('a', 'one')), { reason: 'duplicate', line: 4 }],
      [rows(`K,${uri('a')},K,${uri('z')}`), { reason: 'parent_unknown', file: broader, line: 2 }],
      [
        rows(`K,${uri('a')},K,${uri('b')}`, `K,${uri('z')},K,${uri('a')}`),
        { reason: 'parent_unknown', line: 3 },
      ],
      [
        rows(`K,${uri('a')},K,${uri('b')}`, `K,${uri('b')},K,${uri('a')}`),
        { reason: 'parent_cycle', file: at },
      ],
      [rows(`K,${uri('a')},K,${uri('a')}`), { reason: 'parent_cycle' }],
    ];
    for (const [files, expected] of cases) expect(escoRefusal(files)).toMatchObject(expected);
  });

  it('names the line of the first byte that is not UTF-8', () => {
    const bytes = utf8([escoHeader, escoRow('a', 'one'), escoRow('b', 'caf?')].join('\n'));
    bytes[bytes.lastIndexOf(0x3f)] = 0xe9;
    expect(escoRefusal({ 'skills_en.csv': bytes })).toMatchObject({ reason: 'not_utf8', line: 4 });
  });
});

describe('the reader of O*NET files', () => {
  const basics = [
    '2\tWorker Requirements\t',
    '2.A\tBasic Skills\tDeveloped "capacities"',
    '2.A.1\tContent\tx',
  ];

  it('takes the branches that are competencies, a quote mark as a letter, either line end', () => {
    const found = readOnetText({
      'Content Model Reference.txt': utf8([model, ...basics, '4.A\tWork Activities\ty', ''].join('\r\n')),
    });
    expect(found.map((c) => [c.code, c.kind, c.parents.map((p) => p.code)])).toEqual([
      ['2.A', 'skill', []],
      ['2.A.1', 'skill', ['2.A']],
    ]);
    expect(found[0]?.description).toBe('Developed "capacities"');
  });

  it('makes one competency of a technology, whatever the occupations that use it', () => {
    const found = readOnetText(
      onet(basics, [
        '15-2051.00\tPython\t43232405\tObject software\tY\tY',
        '15-2041.00\tPython\t43232405\tObject software\tY\tN',
        '15-2041.00\tPython\t43232402\tEnvironment software\tN\tN',
      ]),
    );
    expect(found.slice(2).map((c) => [c.code, c.kind, c.parents.map((p) => p.code)])).toEqual([
      ['43232405', 'technology-group', []],
      ['43232402', 'technology-group', []],
      ['tech:Python', 'technology', ['43232405', '43232402']],
    ]);
    expect(found.at(-1)?.description).toBe('Object software; Environment software (hot technology)');
  });

  it('says where a file is wrong, and why', () => {
    const at = 'Content Model Reference.txt';
    const tech = 'Technology Skills.txt';
    const cases: [Files, Record<string, unknown>][] = [
      [{ [tech]: utf8(technology) }, { reason: 'file_missing', file: at }],
      [
        { ...onet(basics), 'Skills.txt': utf8('x') },
        { reason: 'file_unexpected', file: 'Skills.txt' },
      ],
      [{ [at]: utf8('') }, { reason: 'empty', file: at }],
      [onet([]), { reason: 'empty', file: at }],
      [{ [at]: utf8(`Element ID,Element Name,Description\n2.A,Basic,x`) }, { reason: 'header', line: 1 }],
      [onet([...basics, '2.A.1.a\tReading']), { reason: 'columns', line: 5 }],
      [onet([...basics, '']), { reason: 'none' }],
      [onet([...basics, '', '2.A.2\tx\ty']), { reason: 'columns', line: 5 }],
      [onet([...basics, '2.A.1\tContent\tx']), { reason: 'duplicate', line: 5 }],
      [onet([...basics, '2.A.7.b\tReading\tx']), { reason: 'parent_unknown', line: 5 }],
      [onet([...basics, 'two\tReading\tx']), { reason: 'value', column: 'Element ID' }],
      [onet([...basics, '2.A.2\t\tx']), { reason: 'value', column: 'Element Name' }],
      [
        onet(basics, ['15\tPython\t4323\tx\tY\tY']),
        { reason: 'value', file: tech, column: 'Commodity Code' },
      ],
      [onet(basics, ['15\tPython\t43232405\tx\tyes\tY']), { reason: 'value', column: 'Hot Technology' }],
      [
        onet(basics, ['15\tA\t43232405\tx\tY\tY', '15\tB\t43232405\tz\tY\tY']),
        { reason: 'duplicate', line: 3 },
      ],
    ];
    for (const [files, expected] of cases) {
      if (expected['reason'] === 'none') expect(readOnetText(files).length).toBe(2);
      else expect(onetRefusal(files)).toMatchObject(expected);
    }
  });
});
