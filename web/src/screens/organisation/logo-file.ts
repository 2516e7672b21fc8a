/** The longest side of a logo as it is kept, in pixels; what is larger is made smaller. */
const sides = [512, 256, 128] as const;
/** What the server takes at most, in characters of a data URI. */
const most = 400_000;
/** What is read at most, in bytes. */
const largest = 20 * 1024 * 1024;

/** A chosen file as a logo: a PNG as a data URI, or why it is none. */
export type Logo =
  | { readonly kind: 'logo'; readonly image: string }
  | { readonly kind: 'refused'; readonly fault: 'type' | 'size' };

/** Makes a logo of any picture that the browser can draw: a PNG, small enough for the server, in its own proportions. */
export async function logoOf(file: File): Promise<Logo> {
  if (file.size > largest) return { kind: 'refused', fault: 'size' };
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    for (const side of sides) {
      const image = drawn(picture, side);
      if (image.length <= most) return { kind: 'logo', image };
    }
    return { kind: 'refused', fault: 'size' };
  } catch {
    return { kind: 'refused', fault: 'type' };
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Draws a picture so that it fits into a square; one without a size of its own, as an SVG may be, fills it. */
function drawn(picture: HTMLImageElement, side: number): string {
  const [wide, high] = [picture.naturalWidth || side, picture.naturalHeight || side];
  const scale = Math.min(1, side / Math.max(wide, high));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(wide * scale));
  canvas.height = Math.max(1, Math.round(high * scale));
  const paper = canvas.getContext('2d');
  if (paper === null) throw new Error('The browser lends no canvas.');
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}
