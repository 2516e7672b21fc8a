import { useEffect } from 'react';
import { isTyping } from '../../parts/slash.ts';

/** Does something by one key, except in a field, inside a box over the page, or together with Ctrl, Alt or ⌘. */
export function useKey(key: string, act: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      if (isTyping(event) || document.querySelector('dialog:modal') !== null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [key, act]);
}
