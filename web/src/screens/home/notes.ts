/** The three questions that a home answers. */
export const noteKinds = ['waits', 'changed', 'expires'] as const;

/** One line of a home: something that waits, has changed, or is about to expire. */
export interface Note {
  readonly id: string;
  readonly kind: (typeof noteKinds)[number];
  /** Its words: `home.notes.<name>`, with what stands in them. */
  readonly name: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** Since or until when, ISO 8601; the most urgent stands first. */
  readonly at: string | null;
  /** Where it is dealt with; null where it is dealt with here. */
  readonly to: string | null;
  /** What the place is narrowed to, as its address has it. */
  readonly search?: Readonly<Record<string, string>>;
  /** An invitation of an employer that is answered on the spot. */
  readonly employmentId?: string;
}

/** How long before its end something is said to be about to expire, in days. */
export const noticeDays = 90;
/** How long something counts as a change, in days. */
export const newsDays = 30;

const dayMs = 86_400_000;

/** Whether a moment lies in the last `newsDays`. */
export function isNews(iso: string, now: Date): boolean {
  const age = now.getTime() - new Date(iso).getTime();
  return age >= 0 && age <= newsDays * dayMs;
}

/** Whether a moment lies in the coming `noticeDays`. */
export function isSoon(iso: string | null, now: Date): boolean {
  if (iso === null) return false;
  const left = new Date(iso).getTime() - now.getTime();
  return left >= 0 && left <= noticeDays * dayMs;
}

/** Puts the notes of one kind in order: what waits longest and what ends first, but the latest news. */
export function inOrder(notes: readonly Note[], kind: Note['kind']): Note[] {
  const time = (note: Note): number => (note.at === null ? 0 : new Date(note.at).getTime());
  return notes
    .filter((note) => note.kind === kind)
    .toSorted((a, b) => (kind === 'changed' ? time(b) - time(a) : time(a) - time(b)));
}
