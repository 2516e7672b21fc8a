import type { ReactNode } from 'react';

/** The four meanings that a colour may have. */
export type Tone = 'good' | 'warn' | 'bad' | 'soft';

// The same shapes as on the public pages.
const paths: Readonly<Record<Tone, string>> = {
  good: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.2 14.2-4-4 1.5-1.5 2.5 2.5 5-5 1.5 1.5-6.5 6.5Z',
  bad: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4 12.6L14.6 16 12 13.4 9.4 16 8 14.6l2.6-2.6L8 9.4 9.4 8l2.6 2.6L14.6 8 16 9.4 13.4 12l2.6 2.6Z',
  warn: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1 15h-2v-2h2v2Zm0-4h-2V7h2v6Z',
  soft: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16ZM7 11h10v2H7z',
};

/** An icon that repeats in shape what its colour says. */
export function ToneIcon({ tone, size = 16 }: { readonly tone: Tone; readonly size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="currentColor"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={paths[tone]} />
    </svg>
  );
}

/** The state of an award: icon, word and colour together. */
export function State({ tone, word }: { readonly tone: Tone; readonly word: ReactNode }): ReactNode {
  return (
    <span
      style={{
        color: `var(--${tone})`,
        display: 'inline-flex',
        gap: 6,
        alignItems: 'center',
        verticalAlign: 'middle',
      }}
    >
      <ToneIcon tone={tone} />
      {word}
    </span>
  );
}

/** Which tone a state of an award has. */
export function toneOf(state: string): Tone {
  if (state === 'active') return 'good';
  if (state === 'revoked') return 'bad';
  return ['suspended', 'expired', 'broken'].includes(state) ? 'warn' : 'soft';
}
