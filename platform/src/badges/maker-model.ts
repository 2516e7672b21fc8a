import { z } from 'zod';

/** The outlines of the image maker. */
export const shapes = ['circle', 'hexagon', 'octagon', 'shield', 'square'] as const;

/** The symbols of the image maker. */
export const icons = [
  'book',
  'bulb',
  'chart',
  'check',
  'code',
  'drop',
  'flag',
  'gear',
  'leaf',
  'people',
  'shield',
  'star',
] as const;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);

/**
 * What a picture is drawn from: an outline, its ground and rim, what stands on it. `text` is at most two short
 * lines, broken where a space is; `format` is what the picture is kept as.
 */
export const drawingSchema = z
  .strictObject({
    shape: z.enum(shapes),
    ground: colour,
    ink: colour,
    /** The rim; the ink without it. */
    rim: colour.optional(),
    text: z
      .string()
      .trim()
      .min(1)
      .max(32)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u)
      .optional(),
    icon: z.enum(icons).optional(),
    format: z.enum(['svg', 'png']).default('svg'),
  })
  .refine((drawing) => drawing.text !== undefined || drawing.icon !== undefined, {
    error: 'Choose a symbol, or write a text.',
    path: ['text'],
  });

/** What a picture of the image maker is drawn from. */
export type ImageDrawing = z.infer<typeof drawingSchema>;
