/** One line of what a person showed: a criterion and the level that was reached. */
export interface ShownResult {
  readonly criterion: string;
  readonly level: string;
  readonly description: string;
  /** The levels of the criterion from the lowest, for a reader to see how far this one is. */
  readonly levels: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the rubric results out of a proven Open Badges credential. What does not point to a described
 * criterion and level is left out.
 */
export function resultsIn(credential: unknown): ShownResult[] {
  const subject = objectsOf(asObject(credential)['credentialSubject'])[0] ?? {};
  const achievement = objectsOf(subject['achievement'])[0] ?? {};
  const descriptions = objectsOf(achievement['resultDescription']);
  return objectsOf(subject['result']).flatMap((result) => {
    const description = descriptions.find((d) => d['id'] === result['resultDescription']);
    if (description === undefined) return [];
    const levels = objectsOf(description['rubricCriterionLevel']);
    const reached = levels.find((level) => level['id'] === result['achievedLevel']);
    const level = reached === undefined ? textOf(result['value']) : textOf(reached['name']);
    if (level === '') return [];
    return [
      {
        criterion: textOf(description['name']),
        level,
        description: reached === undefined ? '' : textOf(reached['description']),
        levels: levels.map((l) => textOf(l['name'])),
      },
    ];
  });
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function objectsOf(value: unknown): Json[] {
  const list: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((v): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
