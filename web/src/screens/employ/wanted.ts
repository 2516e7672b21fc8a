/** One skill that is wanted: at that level (0 to 10) or above, held by so many people. */
export interface Wanted {
  readonly framework: string;
  readonly code: string;
  readonly level: number;
  readonly people: number;
}

/** As many as the server compares at once. */
export const mostWanted = 200;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Writes a list into an address: `level.people.framework.code`, one after the other with `~` between them. */
export function writeWanted(list: readonly Wanted[]): string {
  const safe = (text: string): string => encodeURIComponent(text).replaceAll('~', '%7E');
  return list
    .map((one) =>
      [one.level, one.people, safe(one.framework).replaceAll('.', '%2E'), safe(one.code)].join('.'),
    )
    .join('~');
}

/** Reads it back; what is no wanted skill is left out, and so is a second one for the same skill and level. */
export function readWanted(text: string): Wanted[] {
  const found = new Map<string, Wanted>();
  for (const part of text.split('~')) {
    const [level = '', people = '', framework = '', ...code] = part.split('.');
    try {
      const wanted = {
        framework: decodeURIComponent(framework),
        code: decodeURIComponent(code.join('.')),
        level: level === '' ? Number.NaN : Number(level),
        people: Number(people),
      };
      const isReal = wanted.framework !== '' && wanted.code !== '';
      if (isReal && isWhole(wanted.level, 0, 10) && isWhole(wanted.people, 1, 1_000_000))
        found.set(keyOf(wanted), wanted);
    } catch {
      // A percent sign that stands for nothing: somebody shortened the address.
    }
  }
  return [...found.values()].slice(0, mostWanted);
}

/** What makes two lines of a list the same wish. */
export function keyOf({ framework, code, level }: Omit<Wanted, 'people'>): string {
  return JSON.stringify([framework, code, level]);
}
