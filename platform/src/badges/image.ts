import { toHex } from '@rungs/credentials/bytes';
import { hashSync } from '@rungs/credentials/platform';
import { makeBadgeImage } from './draw.ts';
import { errors } from './errors.ts';
import { drawImage } from './maker.ts';
import { imageLimits, type BadgeDraft, type ImageMediaType, type ImageRef } from './model.ts';
import { cleanPng } from './png.ts';
import { drawnAlt } from './rules.ts';
import { cleanSvg } from './svg.ts';

/** What a picture reader answers: the bytes to keep, or why the picture is refused. */
export type CleanResult = { readonly bytes: Uint8Array } | { readonly fault: string };

/** A picture to be stored, and how content names it. */
export interface Picture {
  readonly ref: ImageRef;
  readonly bytes: Uint8Array;
}

/**
 * Decides the picture of a draft: the checked upload, else that of the image maker, else the one it has (`kept`, with the new alt text),
 * else one drawn from its name. Throws `badge_image_invalid` for an upload that is refused, and as `drawImage`; what is kept
 * of an upload is written anew from what was understood, never passed through.
 */
export async function pictureOf(draft: BadgeDraft, kept?: ImageRef): Promise<Picture | ImageRef> {
  const upload = draft.image?.upload;
  if (upload !== undefined) {
    const bytes = checkedUpload(upload.mediaType, Buffer.from(upload.base64, 'base64'));
    return picture(upload.mediaType, bytes, draft.image?.alt ?? '', false);
  }
  const drawing = draft.image?.drawing;
  if (drawing !== undefined) {
    const { mediaType, bytes } = await drawImage(drawing);
    const drawn = picture(mediaType, bytes, draft.image?.alt ?? '', false);
    return { ...drawn, ref: { ...drawn.ref, drawing } };
  }
  if (kept !== undefined && !kept.isGenerated) return { ...kept, alt: draft.image?.alt ?? kept.alt };
  const drawn = makeBadgeImage(draft.name);
  return picture(drawn.mediaType, drawn.bytes, draft.image?.alt ?? drawnAlt(draft.name), true);
}

function checkedUpload(mediaType: ImageMediaType, bytes: Uint8Array): Uint8Array {
  const limit = mediaType === 'image/png' ? imageLimits.png : imageLimits.svg;
  const result: CleanResult =
    bytes.length > limit
      ? { fault: `it has ${bytes.length} bytes, more than ${limit}` }
      : mediaType === 'image/png'
        ? cleanPng(bytes)
        : cleanSvg(bytes);
  if ('fault' in result) throw errors.fail('badge_image_invalid', `The picture is refused: ${result.fault}.`);
  return result.bytes;
}

function picture(mediaType: ImageMediaType, bytes: Uint8Array, alt: string, isGenerated: boolean): Picture {
  return { ref: { mediaType, digest: toHex(hashSync('sha256', bytes)), alt, isGenerated }, bytes };
}
