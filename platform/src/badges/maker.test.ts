import { describe, expect, it } from 'vitest';
import { fromUtf8 } from '@rungs/credentials/bytes';
import { drawImage, drawingSchema, icons, shapes } from './index.ts';

const drawing = drawingSchema.parse({
  shape: 'hexagon',
  ground: '#123a5c',
  ink: '#ffffff',
  text: 'Statistical reasoning',
  icon: 'chart',
});

describe('the image maker', () => {
  it('draws the same bytes for the same drawing, with its text as outlines', async () => {
    const [one, two] = await Promise.all([drawImage(drawing), drawImage(drawing)]);
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(true);
    const svg = fromUtf8(one.bytes) ?? '';
    expect(svg).not.toMatch(/<text|font|href|Statistical/);
    // Twenty letters need far more than the outline and the symbol do.
    expect(svg.length).toBeGreaterThan(5_000);
  });

  it('draws every shape and every symbol, each of them different', async () => {
    const drawn = new Set<string>();
    for (const shape of shapes) drawn.add(fromUtf8((await drawImage({ ...drawing, shape })).bytes) ?? '');
    for (const icon of icons)
      drawn.add(fromUtf8((await drawImage({ ...drawing, icon, text: undefined })).bytes) ?? '');
    expect(drawn.size).toBe(shapes.length + icons.length);
  });

  it('draws a PNG that is a picture of 512 by 512', async () => {
    const { mediaType, bytes } = await drawImage({ ...drawing, format: 'png', text: 'Ωμέγα Žluť' });
    expect(mediaType).toBe('image/png');
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([512, 512]);
  });

  it('refuses text that is hard to read, and letters that it cannot draw', async () => {
    await expect(drawImage({ ...drawing, ink: '#3a5a7c' })).rejects.toMatchObject({
      code: 'badge_image_contrast',
    });
    await expect(drawImage({ ...drawing, text: '数据' })).rejects.toMatchObject({
      code: 'badge_image_letters',
    });
    await expect(drawImage({ ...drawing, text: 'Go 🚀' })).rejects.toMatchObject({
      code: 'badge_image_letters',
    });
  });

  it('wants a symbol or a text', () => {
    expect(drawingSchema.safeParse({ shape: 'circle', ground: '#000000', ink: '#ffffff' }).success).toBe(
      false,
    );
  });
});
