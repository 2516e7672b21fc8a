/** A file that somebody chose as a picture, or why it cannot be one. */
export type Picked =
  | {
      readonly kind: 'picture';
      readonly name: string;
      readonly mediaType: 'image/png' | 'image/svg+xml';
      readonly base64: string;
      /** Where an image of the page finds it. */
      readonly address: string;
    }
  | { readonly kind: 'refused'; readonly fault: 'type' | 'size' };

/** The size limits of the server, in bytes. */
const limits = { 'image/png': 524_288, 'image/svg+xml': 131_072 } as const;

const isKnown = (type: string): type is keyof typeof limits => type in limits;

/** Reads a file that is to be a picture; whether it is one is decided by the server, which looks inside. */
export async function fileOf(file: File): Promise<Picked> {
  if (!isKnown(file.type)) return { kind: 'refused', fault: 'type' };
  if (file.size > limits[file.type]) return { kind: 'refused', fault: 'size' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return {
    kind: 'picture',
    name: file.name,
    mediaType: file.type,
    base64: btoa(text),
    address: URL.createObjectURL(file),
  };
}
