import { useEffect } from 'react';

/** Names the screen in the tab and in the history of the browser. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Rungs' ? title : `${title} · Rungs`;
  }, [title]);
}
