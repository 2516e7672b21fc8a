/** `xsd:dateTimeStamp` (XML Schema 1.1): a date, a time and always a time zone. */
const DATE_TIME =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})$/;
const MAX_DATE = 40;
/** Dates that were read of late: a document is asked for its dates several times, and many have the same. */
const known = new Map<string, number | undefined>();
const MAX_KNOWN = 256;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a date and time with a time zone as milliseconds since 1970. Undefined for anything else: no zone,
 * a day that the calendar does not have, second 60, hour 24, an offset beyond 14 hours.
 */
export function readDateTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > MAX_DATE) return undefined;
  if (known.has(value)) return known.get(value);
  const at = parse(value);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(value, at);
  return at;
}

function parse(value: string): number | undefined {
  const match = DATE_TIME.exec(value);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = offsetMinutes(match[8] as string);
  if (offset === undefined) return undefined;
  const milliseconds = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'));
  // Date.UTC takes the years 0 to 99 for those of the last century; 400 years on, the calendar is the same.
  const shift = year < 100 ? 400 : 0;
  const at = Date.UTC(year + shift, month - 1, day, hour, minute - offset, second, milliseconds);
  return at - shift * 31_556_952_000;
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] as number);
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (minutes > 59 || hours * 60 + minutes > 840) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Writes a time as `2026-01-31T12:00:00Z`, dropping the fraction of a second. */
export function writeDateTime(at: Date): string {
  return at.toISOString().replace(/\.[0-9]{3}Z$/, 'Z');
}
