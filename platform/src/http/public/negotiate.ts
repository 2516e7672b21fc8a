import type { Context } from 'hono';
import { accepts } from 'hono/accepts';

/** What a public address is asked for: the page for people, or the document in the media type given. */
export type Wanted = 'page' | 'application/json' | 'application/ld+json' | 'application/vc';

/**
 * Decides by the Accept header between the page and the document. Who accepts anything gets `otherwise`:
 * browsers say text/html, most programs say nothing.
 */
export function wanted(c: Context, otherwise: Wanted): Wanted {
  const found = accepts(c, {
    header: 'Accept',
    supports: ['text/html', 'application/vc', 'application/ld+json', 'application/json'],
    default: otherwise === 'page' ? 'text/html' : otherwise,
  });
  return found === 'text/html' ? 'page' : (found as Wanted);
}

/** Splits `.json` off the last part of an address; it asks for the document whatever Accept says. */
export function splitJson(text: string): { readonly id: string; readonly isJson: boolean } {
  return text.endsWith('.json') ? { id: text.slice(0, -5), isJson: true } : { id: text, isJson: false };
}
