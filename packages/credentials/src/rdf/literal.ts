import type { JsonObject } from '../json/index.ts';
import { NotCovered } from './active-context.ts';
import { escapeLiteral } from './dataset.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const LANGUAGE = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** A number as a literal (JSON-LD 1.1 API, section 8.6): canonical xsd:double or xsd:integer. */
export function numberLiteral(value: number, datatype: string | undefined): string {
  const isDouble = String(value).includes('.') || Math.abs(value) >= 1e21 || datatype === `${XSD}double`;
  if (!Number.isFinite(value)) throw new NotCovered();
  const text = isDouble ? value.toExponential(15).replace(/(\d)0*e\+?/, '$1E') : value.toFixed(0);
  return `"${text}"^^<${datatype ?? XSD + (isDouble ? 'double' : 'integer')}>`;
}

/** A truth value as a literal. */
export function booleanLiteral(value: boolean, datatype: string | undefined): string {
  return `"${String(value)}"^^<${datatype ?? `${XSD}boolean`}>`;
}

/** A value object with text and perhaps its language; others are left to the oracle. */
export function languageLiteral(value: JsonObject): string {
  const { '@value': text, '@language': language, ...rest } = value;
  if (typeof text !== 'string' || Object.keys(rest).length > 0) throw new NotCovered();
  if (language === undefined) return `"${escapeLiteral(text)}"`;
  if (typeof language !== 'string' || !LANGUAGE.test(language)) throw new NotCovered();
  return `"${escapeLiteral(text)}"@${language.toLowerCase()}`;
}
