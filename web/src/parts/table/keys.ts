import { useEffect } from 'react';
import { isTyping } from '../slash.ts';

/** What the keys of a table do. */
export interface TableKeys {
  readonly move: (by: 1 | -1) => void;
  readonly select: () => void;
}

/** j and k move, x selects, from anywhere on the page that is neither a field nor inside a box over the page. */
export function useTableKeys({ move, select }: TableKeys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event) || document.querySelector('dialog:modal') !== null) return;
      const act =
        event.key === 'j'
          ? () => {
              move(1);
            }
          : event.key === 'k'
            ? () => {
                move(-1);
              }
            : event.key === 'x'
              ? select
              : null;
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [move, select]);
}
