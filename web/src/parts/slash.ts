import { useEffect, type RefObject } from 'react';

/** Whether a key goes into a field, where letters are letters. A checkbox is no such field. */
export function isTyping(event: KeyboardEvent): boolean {
  const at = event.target;
  if (!(at instanceof HTMLElement)) return false;
  if (at.isContentEditable || at.tagName === 'TEXTAREA' || at.tagName === 'SELECT') return true;
  return at instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(at.type);
}

/** Lets the key `/` lead into a page's own search field; elsewhere the frame opens the search over everything. */
export function useSlash(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== '/' || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    // Before the frame listens, so that the page's own field comes first.
    document.addEventListener('keydown', listen, { capture: true });
    return () => {
      document.removeEventListener('keydown', listen, { capture: true });
    };
  }, [field]);
}
