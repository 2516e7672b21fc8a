import type { TFunction } from 'i18next';
import { countryName, languageName, tongueNow } from '../../words/index.ts';

/** One choice of a field. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Types of Open Badges 3.0 (appendix B) that issuers of micro-credentials choose among. */
const types = [
  ...['MicroCredential', 'Badge', 'Certificate', 'Certification', 'CertificateOfCompletion', 'Course'],
  ...['Competency', 'Assessment', 'Achievement', 'Award', 'Diploma', 'License', 'Membership', 'Fieldwork'],
] as const;

const languages = 'en de fr es it nl pl pt cs da el et fi ga hr hu lt lv mt no ro sk sl sv tr uk ar zh'.split(
  ' ',
);

/** The words of those types; one that a badge has and that is not among them is shown as it is. */
export function typeChoices(t: TFunction, current: string): Choice[] {
  const listed = types.map((value) => ({ value, label: t(`editor.types.${value}`) }));
  return listed.some(({ value }) => value === current) || current === ''
    ? listed
    : [...listed, { value: current, label: current }];
}

/** Languages by their names in the language of the screen. */
export function languageChoices(current: string): Choice[] {
  const codes = languages.includes(current) || current === '' ? languages : [...languages, current];
  return sorted(codes.map((value) => ({ value, label: languageName(value) })));
}

/** Countries by their names in the language of the screen (ISO 3166-1 alpha-2). */
export function countryChoices(): Choice[] {
  return sorted((countries.match(/../g) ?? []).map((value) => ({ value, label: countryName(value) })));
}

function sorted(choices: Choice[]): Choice[] {
  const tongue = tongueNow();
  const order = new Intl.Collator(tongue === 'pseudo' ? 'en' : tongue);
  return choices.toSorted((a, b) => order.compare(a.label, b.label));
}

const countries =
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ' +
  'DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJM' +
  'JOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONP' +
  'NRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTO' +
  'TRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW';
