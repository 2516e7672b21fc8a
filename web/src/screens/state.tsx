import type { ReactNode } from 'react';

/** The four meanings that a colour may have. */
export type Tone = 'good' | 'warn' | 'bad' | 'soft';

const paths: Readonly<Record<Tone, string>> = {
  good: 'M4 10.5 8 14.5 16 6',
  warn: 'M10 4v7M10 15.2v.1',
  bad: 'M5 5l10 10M15 5 5 15',
  soft: 'M4 10h12',
};

/** An icon that repeats in shape what its colour says. */
export function ToneIcon({ tone, size = 16 }: { readonly tone: Tone; readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={paths[tone]} fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}

/** The state of an award: icon, word and colour together. */
export function State({ tone, word }: { readonly tone: Tone; readonly word: string }): ReactNode {
  return (
    <span
      style={{
        color: `var(--${tone})`,
        display: 'inline-flex',
        gap: 4,
        alignItems: 'center',
        whiteSpace: 'nowrap',
      }}
    >
      <ToneIcon tone={tone} />
      {word}
    </span>
  );
}

/** Which tone a state of an award has. */
export function toneOf(state: string): Tone {
  return state === 'active' ? 'good' : state === 'suspended' ? 'warn' : state === 'revoked' ? 'bad' : 'soft';
}
