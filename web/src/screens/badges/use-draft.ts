import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, Refused } from '../../api/client.ts';
import type { FormState } from '../../parts/form/index.ts';
import { keepDraft, readDraft } from '../../parts/form/draft.ts';
import {
  changedFields,
  faultsOf,
  members,
  merged,
  patchOf,
  valuesOf,
  type Badge,
  type Changes,
  type Field,
  type Values,
} from './draft-model.ts';

/** How long nobody types before what was typed is saved, in milliseconds. */
const quietMs = 800;
/** After how long a save that did not get through is tried again. */
const againMs = 5_000;

/** How the draft stands with the server. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: Date | null }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly error: unknown; readonly isLost: boolean }
  /** Somebody else changed the same fields: `theirs` is what the server has. */
  | { readonly kind: 'clash'; readonly theirs: Badge; readonly fields: readonly Field[] };

/** A draft at work: it saves itself, lies on this device until it is saved, and overwrites nobody. */
export interface DraftState {
  readonly form: FormState<Values>;
  readonly values: Values;
  readonly save: SaveState;
  readonly badge: Badge;
  /** Fields that somebody else changed and that were taken over. */
  readonly taken: readonly Field[];
  /** Whether everything that was typed and can be saved is saved. */
  readonly isSaved: boolean;
  readonly setImage: (image: Image) => Promise<void>;
  /** Settles a clash: for each field whether this editor's text stays; the others take what the server has. */
  readonly settle: (mine: ReadonlySet<Field>) => void;
  /** Saves at once; answers with whether nothing is left to save. */
  readonly flush: () => Promise<boolean>;
}

type Image = NonNullable<Changes['image']>;

/** Everything that the editor knows of its draft. */
interface State {
  readonly badge: Badge;
  readonly values: Values;
  /** What the server has, in the words of whoever typed it. */
  readonly saved: Values;
  readonly taken: readonly Field[];
  /** What the server refused, and why, by field. */
  readonly refused: {
    readonly of: Values;
    readonly errors: Partial<Record<Field, string>>;
  } | null;
  readonly save: SaveState;
}

interface Kept {
  readonly base: Values;
  readonly mine: Values;
}

/** What was typed here before and never reached the server; null when there is nothing. */
function keptOf(key: string): Kept | null {
  const kept = readDraft(key)?.values as Partial<Kept> | undefined;
  return kept?.base === undefined || kept.mine === undefined ? null : { base: kept.base, mine: kept.mine };
}

/** Runs the editor of a draft. */
export function useDraft(first: Badge): DraftState {
  const { t } = useTranslation();
  const { orgId, badgeId } = first;
  const key = `badge ${badgeId} ${String(first.version)}`;
  const id = useId();
  const [start] = useState(() => {
    const kept = keptOf(key);
    const theirs = valuesOf(first);
    return kept === null ? null : merged(kept.base, kept.mine, theirs);
  });
  const [state, setState] = useState<State>({
    badge: first,
    values: start?.values ?? valuesOf(first),
    saved: valuesOf(first),
    taken: [],
    refused: null,
    save:
      start === null || start.clashes.length === 0
        ? { kind: 'saved', at: null }
        : { kind: 'clash', theirs: first, fields: start.clashes },
  });
  // What is read after waiting has to be what it is then, and not what it was when the wait began.
  const now = useRef(state);
  const put = useCallback((change: Partial<State> | ((before: State) => Partial<State>)): void => {
    const part = typeof change === 'function' ? change(now.current) : change;
    now.current = { ...now.current, ...part };
    setState(now.current);
  }, []);
  const running = useRef<Promise<void> | null>(null);

  const meet = useCallback(
    async (mine: Values, base: Values): Promise<void> => {
      const { items } = await ask(
        api.GET('/api/v1/orgs/{orgId}/badges/{badgeId}', { params: { path: { orgId, badgeId } } }),
      );
      const theirs = items.find(({ status }) => status === 'draft');
      if (theirs === undefined) throw new Refused(409, { code: 'badge_draft_missing' });
      const { values: both, clashes, taken } = merged(base, mine, valuesOf(theirs));
      const save: SaveState =
        clashes.length === 0 ? { kind: 'saved', at: null } : { kind: 'clash', theirs, fields: clashes };
      put({ values: both, saved: valuesOf(theirs), badge: theirs, taken, save });
    },
    [orgId, badgeId, put],
  );

  const send = useCallback(
    async (image?: Image): Promise<void> => {
      const { badge: at, values: mine, saved: base } = now.current;
      const { changes, sent } = patchOf(base, mine);
      const all = image === undefined ? changes : { ...changes, image };
      if (Object.keys(all).length === 0) return;
      put({ save: { kind: 'saving' } });
      try {
        const answer = await withSession(() =>
          ask(
            api.PATCH('/api/v1/orgs/{orgId}/badges/{badgeId}/draft', {
              params: { path: { orgId, badgeId } },
              body: { expectedRevision: at.revision ?? 1, changes: all },
            }),
          ),
        );
        const kept = Object.fromEntries(sent.map((field) => [field, mine[field]])) as Partial<Values>;
        // The words for a drawn picture follow the name, as long as nobody wrote their own.
        const { alt } = answer.image;
        put(({ values: typed }) => ({
          saved: { ...base, ...kept, alt },
          values: typed.alt === mine.alt ? { ...typed, alt } : typed,
          badge: answer,
          refused: null,
          save: { kind: 'saved', at: new Date() },
        }));
      } catch (error) {
        if (error instanceof Refused && error.code === 'badge_draft_conflict')
          await meet(mine, base).catch((inner: unknown) => {
            put({ save: { kind: 'failed', error: inner, isLost: false } });
          });
        else {
          const isLost = error instanceof Refused && (error.status === 0 || error.status >= 500);
          const errors = image === undefined ? refusalsOf(error) : {};
          put({ refused: { of: mine, errors }, save: { kind: 'failed', error, isLost } });
        }
        if (image !== undefined) throw error;
      }
    },
    [orgId, badgeId, meet, put],
  );

  /** One save at a time; the next one sends what was typed meanwhile. */
  const enqueue = useCallback(
    async (image?: Image): Promise<void> => {
      while (running.current !== null) await running.current.catch(() => undefined);
      const work = send(image);
      running.current = work;
      try {
        await work;
      } finally {
        running.current = null;
      }
    },
    [send],
  );

  const { badge, values, saved, save, taken, refused } = state;
  const open = patchOf(saved, values).sent.length > 0;
  const isRefused = refused !== null && refused.of === values;
  useEffect(() => {
    if (!open || save.kind === 'clash' || save.kind === 'saving') return undefined;
    if (isRefused && save.kind === 'failed' && !save.isLost) return undefined;
    const timer = setTimeout(
      () => {
        void enqueue();
      },
      save.kind === 'failed' && isRefused ? againMs : quietMs,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [open, save, isRefused, enqueue, values]);

  useKept(key, saved, values);

  const faults = faultsOf(values);
  const errors = (Object.keys(values) as Field[]).flatMap((name) => {
    const fault = faults[name];
    const text = fault === undefined ? refused?.errors[name] : t(`editor.faults.${fault}`);
    return text === undefined ? [] : [{ name, text }];
  });
  const form: FormState<Values> = {
    ...{ id, values, errors, refusal: '', attempts: 0, isBusy: false, keptAt: null },
    isChanged: open,
    set: (name, value) => {
      put((before) => ({ values: { ...before.values, [name]: value } }));
    },
    discard: () => {
      put({ values: saved });
    },
    submit: () => Promise.resolve(false),
    label: () => undefined,
    isRequired: (name) =>
      ['name', 'objective', 'criteria', 'alt', 'language', 'achievementType'].includes(name),
  };
  return {
    ...{ form, values, save, badge, taken },
    isSaved: changedFields(saved, values).length === 0 && save.kind !== 'clash',
    setImage: enqueue,
    settle: (mine) => {
      if (save.kind !== 'clash') return;
      const theirs = valuesOf(save.theirs);
      const give = save.fields.filter((field) => !mine.has(field));
      const given = Object.fromEntries(give.map((field) => [field, theirs[field]]));
      put((before) => ({ values: { ...before.values, ...given }, save: { kind: 'saved', at: null } }));
    },
    flush: async () => {
      await enqueue();
      const { values: typed, saved: base, save: how } = now.current;
      return how.kind === 'saved' && changedFields(base, typed).length === 0;
    },
  };
}

/** Keeps what is typed on this device until the server has it. */
function useKept(key: string, base: Values, mine: Values): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const isOpen = changedFields(base, mine).length > 0;
      keepDraft(key, isOpen ? { at: new Date().toISOString(), values: { base, mine } } : null);
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, [key, base, mine]);
}

/** Which fields a refusal points at; `/changes/quality/eqfLevel` belongs to the field `eqfLevel`. */
function refusalsOf(error: unknown): Partial<Record<Field, string>> {
  if (!(error instanceof Refused)) return {};
  const found: Partial<Record<Field, string>> = {};
  for (const [pointer, text] of error.fields) {
    const [, , member = '', inner = '', deeper = ''] = pointer.split('/');
    const nested = { name: 'qualityName', url: 'qualityUrl', description: 'qualityDescription' }[deeper];
    const fields = Object.entries(members).find(([name]) => name === member)?.[1] ?? [];
    const field = fields.find((name) => name === nested || name === inner) ?? fields[0];
    if (field !== undefined) found[field] = text;
  }
  return found;
}
