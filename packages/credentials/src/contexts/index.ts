/** A JSON-LD context bound to the digest of its bytes. */
export interface PinnedContext {
  url: string;
  /** Lower-case hexadecimal SHA-256 of the UTF-8 bytes of `text`. */
  sha256: string;
  text: string;
}
