// Makes the extracts of real data in examples/ again, from the folder of data sets beside the repository
// (../shared/data, or the first argument). Without it nothing is touched: the extracts are committed.
// The same input gives the same bytes.

import console from 'node:console';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const data = process.argv[2] ?? join(root, '..', 'shared', 'data');
if (!existsSync(data)) {
  console.log(`${data} is not here, so the extracts in examples/ stay as they are.`);
  process.exit(0);
}

const text = (path) => gunzipSync(readFileSync(join(data, path))).toString('utf8');
const table = (path) => {
  const [header, ...rows] = parse(text(path), { bom: true });
  return { header, rows: rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]]))) };
};
const quote = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Writes rows under a header as CSV; every cell is what the source had. */
function writeCsv(path, header, rows) {
  const lines = [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))];
  write(path, lines.map((cells) => `${cells.map(quote).join(',')}\n`).join(''));
  console.log(`${path}: ${rows.length} rows`);
}

function write(path, content) {
  const file = join(root, 'examples', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

// ---------------------------------------------------------------- ESCO

const subject =
  /\b(data|databases?|analytics?|statistic\w*|spreadsheets?|machine learning|sql|nosql|python|visual\w*|programming|algorithms?|query languages|business intelligence|version control|software tests|jupyter|java|javascript|typescript|haskell|scala|matlab|sas language|r|c\+\+|git)\b/i;
const foreignSubject =
  /\b(pipeline|railway?|rail-flaw|ship|flight|navigation|weather\w*|meteorological|gambling|geological|agricultural|museum|freight|warehouse database|donor|membership|pricing|freelance|customer data|biomedical|cyber|well data|tend|milling|machine tools|automated|printing|hair|performance 3d|gps|gis-data|ecological|logistical|body|telephone|call distribution|car|food|healthcare|movement|vessel|photograph|art|product data|radio|animation|games?|drilling|ict research|audiovisual|voice|safety|navigational|air|aeronautical)\b/i;

const transversal = new Set(
  `address an audience|advise others|apply basic programming skills|apply digital security measures|calculate probabilities|carry out calculations|conduct web searches|create digital content|critically evaluate information and its sources|demonstrate curiosity|demonstrate willingness to learn|exercise self-reflection|identify problems|instruct others|interpret mathematical information|lead others|make decisions|manage digital identity|manage time|moderate a discussion|operate digital hardware|organise information, objects and resources|plan|report facts|respect confidentiality obligations|solve problems|think analytically|think critically|think creatively|use communication and collaboration software|work in teams|work independently`.split(
    '|',
  ),
);

const research = new Set(
  `manage research data|manage findable accessible interoperable and reusable data|operate open source software|perform scientific research|synthesise information|think abstractly|draft scientific or academic papers and technical documentation|communicate with a non-scientific audience|perform project management`.split(
    '|',
  ),
);

const derived = new Set(
  `statistics|probability theory|mathematics|algebra|biostatistics|identify statistical patterns|carry out statistical forecasts|analyse scientific data|analyse test data|interpret current data|assess reliability of data|define data quality criteria|gather experimental data|execute analytical mathematical calculations|communicate analytical insights|communicate mathematical information|report analysis results|present reports|communication|communication principles|use communication techniques|use different communication channels|apply technical communication skills|communicate with stakeholders|manage visual communications|coordinate communication within a team`.split(
    '|',
  ),
);

function makeEsco() {
  const from = 'taxonomy/esco-1.2.0';
  const chosen = new Set();
  const choose = (name, keep) => {
    const { header, rows } = table(`${from}/${name}.gz`);
    const kept = rows.filter((row) => keep(row.preferredLabel.trim(), row));
    for (const row of kept) chosen.add(row.conceptUri);
    writeCsv(`esco-1.2.0/${name}`, header, kept);
  };
  choose('digitalSkillsCollection_en.csv', (label) => subject.test(label) && !foreignSubject.test(label));
  choose('digCompSkillsCollection_en.csv', () => true);
  choose('transversalSkillsCollection_en.csv', (label) => transversal.has(label));
  choose('researchSkillsCollection_en.csv', (label) => research.has(label));
  choose('derived_skills.csv', (label, row) => derived.has(label) && !chosen.has(row.conceptUri));

  const relations = table(`${from}/broaderRelationsSkillPillar_en.csv.gz`);
  const groups = table(`${from}/skillGroups_en.csv.gz`);
  const isGroup = new Set(groups.rows.map((row) => row.conceptUri));
  const broader = Map.groupBy
    ? Map.groupBy(relations.rows, (row) => row.conceptUri)
    : relations.rows.reduce(
        (map, row) => map.set(row.conceptUri, [...(map.get(row.conceptUri) ?? []), row]),
        new Map(),
      );
  const open = [...chosen];
  for (let uri = open.pop(); uri !== undefined; uri = open.pop())
    for (const row of broader.get(uri) ?? [])
      if (isGroup.has(row.broaderUri) && !chosen.has(row.broaderUri)) {
        chosen.add(row.broaderUri);
        open.push(row.broaderUri);
      }
  writeCsv(
    'esco-1.2.0/skillGroups_en.csv',
    groups.header,
    groups.rows.filter((row) => chosen.has(row.conceptUri)),
  );
  writeCsv(
    'esco-1.2.0/broaderRelationsSkillPillar_en.csv',
    relations.header,
    relations.rows.filter((row) => chosen.has(row.conceptUri) && chosen.has(row.broaderUri)),
  );
}

// ---------------------------------------------------------------- O*NET

function makeOnet() {
  const from = 'taxonomy/onet-29.0';
  const select = (name, keep) => {
    const [header, ...lines] = text(`${from}/${name}.gz`).split(/\r?\n/);
    const kept = lines.filter((line) => line !== '' && keep(line));
    write(`onet-29.0/${name}`, [header, ...kept].map((line) => `${line}\n`).join(''));
    console.log(`onet-29.0/${name}: ${kept.length} rows`);
  };
  select('Content Model Reference.txt', (line) => /^2\.[ABC][.\t]/.test(line));
  // Data Scientists and Statisticians.
  select('Technology Skills.txt', (line) => /^15-20(51|41)\.00\t/.test(line));
}

// ---------------------------------------------------------------- OULAD

const presentations = ['AAA', 'BBB', 'EEE'].map((code) => `${code}/2013J`);
const wanted = { Pass: 9, Distinction: 3, Fail: 5, Withdrawn: 2 };

function makeOulad() {
  const from = 'learning/oulad';
  const key = (row) => `${row.code_module}/${row.code_presentation}`;
  const within = (path) => {
    const { header, rows } = table(`${from}/${path}`);
    return { header, rows: rows.filter((row) => presentations.includes(key(row))) };
  };
  const courses = within('course.csv.gz');
  const assessments = within('assessment.csv.gz');
  const presentationOf = new Map(assessments.rows.map((row) => [row.id_assessment, key(row)]));
  const results = table(`${from}/student_assessment.csv.gz`);
  results.rows = results.rows.filter((row) => presentationOf.has(row.id_assessment));
  const students = within('student.csv.gz').rows;

  const chosen = [];
  for (const presentation of presentations) {
    const ofStudent = new Map();
    for (const row of results.rows)
      if (presentationOf.get(row.id_assessment) === presentation)
        ofStudent.set(row.id_student, [...(ofStudent.get(row.id_student) ?? []), row]);
    const present = students
      .filter((row) => key(row) === presentation && ofStudent.has(row.id_student))
      .sort((a, b) => Number(a.id_student) - Number(b.id_student));
    const lacking = present.filter((row) => ofStudent.get(row.id_student).some((r) => r.score === ''));
    const picked = new Set(lacking.slice(0, 2));
    for (const [outcome, count] of Object.entries(wanted)) {
      const candidates = present.filter((row) => row.final_result === outcome && !picked.has(row));
      // Evenly spaced over the sorted ids: no choice by score.
      for (let i = 0; i < count; i++) picked.add(candidates[Math.floor((i * candidates.length) / count)]);
    }
    chosen.push(...present.filter((row) => picked.has(row)));
  }
  const isChosen = new Set(chosen.map((row) => `${key(row)}/${row.id_student}`));
  const kept = results.rows.filter((row) =>
    isChosen.has(`${presentationOf.get(row.id_assessment)}/${row.id_student}`),
  );
  writeCsv('oulad-2013/course.csv', courses.header, courses.rows);
  writeCsv('oulad-2013/assessment.csv', assessments.header, assessments.rows);
  writeCsv(
    'oulad-2013/student.csv',
    ['code_module', 'code_presentation', 'id_student', 'final_result'],
    chosen,
  );
  writeCsv('oulad-2013/student_assessment.csv', results.header, kept);
  writeCsv(
    'oulad-2013/derived_module_score.csv',
    ['code_module', 'code_presentation', 'id_student', 'scored', 'assessments', 'score'],
    chosen.map((row) => moduleScore(row, key(row), assessments.rows, kept)),
  );
}

/** The weighted mean of the coursework, from 0 to 100; empty where a result has no score. */
function moduleScore(student, presentation, assessments, results) {
  const own = assessments.filter(
    (row) => `${row.code_module}/${row.code_presentation}` === presentation && row.assessment_type !== 'Exam',
  );
  const scores = own.map((row) => ({
    weight: Number(row.weight),
    result: results.find((r) => r.id_assessment === row.id_assessment && r.id_student === student.id_student),
  }));
  const weights = scores.reduce((sum, one) => sum + one.weight, 0);
  if (weights !== 100) throw new Error(`the coursework of ${presentation} weighs ${weights}, not 100`);
  const lacks = scores.some((one) => one.result?.score === '');
  const hundredths = scores.reduce((sum, one) => sum + one.weight * Number(one.result?.score ?? 0), 0);
  return {
    ...student,
    scored: String(scores.filter((one) => one.result !== undefined && one.result.score !== '').length),
    assessments: String(own.length),
    score: lacks ? '' : (hundredths / 100).toFixed(2),
  };
}

makeEsco();
makeOnet();
makeOulad();
