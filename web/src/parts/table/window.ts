import { useEffect, useState, type RefObject } from 'react';

/** The height of a row on a desk, in pixels. */
export const rowHeight = 40;

/** Up to how many rows all of them are drawn. */
const plainRows = 200;
const beyond = 20;

/** Which rows are drawn: from `start` up to, and without, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Which rows can be seen, and a few beyond on either side. Heights in pixels. */
export function visibleRange(scrollTop: number, height: number, count: number): Range {
  if (count <= plainRows) return { start: 0, end: count };
  const start = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + beyond);
  return { start: Math.min(start, Math.max(0, count - 1)), end: Math.max(end, Math.min(count, start + 1)) };
}

/** Draws only what can be seen of a long table, and asks for more near its end. */
export function useWindow(
  box: RefObject<HTMLElement | null>,
  count: number,
  nearEnd: () => void,
): Range & { readonly reveal: (index: number) => void } {
  const [range, setRange] = useState<Range>({ start: 0, end: Math.min(count, plainRows) });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = (): void => {
      setRange((before) => {
        const next = visibleRange(element.scrollTop, element.clientHeight, count);
        return next.start === before.start && next.end === before.end ? before : next;
      });
      const isScrolled = element.scrollTop > 0;
      if (isScrolled && element.scrollTop + element.clientHeight > element.scrollHeight - 10 * rowHeight)
        nearEnd();
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      element.removeEventListener('scroll', look);
    };
  }, [box, count, nearEnd]);
  return {
    ...range,
    reveal: (index) => {
      const element = box.current;
      if (element === null || count <= plainRows) return;
      const top = index * rowHeight;
      if (top < element.scrollTop + rowHeight) element.scrollTop = top - rowHeight;
      else if (top > element.scrollTop + element.clientHeight - 3 * rowHeight)
        element.scrollTop = top - element.clientHeight + 4 * rowHeight;
    },
  };
}
