import type { ImageDrawing } from './maker-model.ts';

const centre = 256;

/** The outline of a shape that reaches `radius` from the middle of a 512 by 512 picture. */
export function outlineOf(shape: ImageDrawing['shape'], radius: number): string {
  if (shape === 'circle')
    return `M${xy(centre - radius, centre)}a${n(radius)} ${n(radius)} 0 1 1 ${n(2 * radius)} 0a${n(radius)} ${n(radius)} 0 1 1 ${n(-2 * radius)} 0z`;
  if (shape === 'hexagon') return polygon(6, 0, radius);
  if (shape === 'octagon') return polygon(8, 0.5, radius);
  if (shape === 'square') {
    const [side, corner] = [radius * 0.86, radius * 0.2];
    const edge = n(2 * (side - corner));
    const arc = (x: number, y: number): string => `a${n(corner)} ${n(corner)} 0 0 1 ${n(x)} ${n(y)}`;
    return `M${xy(centre - side + corner, centre - side)}h${edge}${arc(corner, corner)}v${edge}${arc(-corner, corner)}h-${edge}${arc(-corner, -corner)}v-${edge}${arc(corner, -corner)}z`;
  }
  const [half, top] = [radius * 0.82, centre - radius * 0.9];
  return `M${xy(centre, top)}L${xy(centre + half, top + radius * 0.22)}V${n(centre + radius * 0.05)}C${xy(centre + half, centre + radius * 0.55)} ${xy(centre + half * 0.5, centre + radius * 0.85)} ${xy(centre, centre + radius)}C${xy(centre - half * 0.5, centre + radius * 0.85)} ${xy(centre - half, centre + radius * 0.55)} ${xy(centre - half, centre + radius * 0.05)}V${n(top + radius * 0.22)}z`;
}

function polygon(sides: number, turn: number, radius: number): string {
  const points = Array.from({ length: sides }, (_, i) => {
    const angle = ((i + turn) / sides) * 2 * Math.PI - Math.PI / 2;
    return xy(centre + radius * Math.cos(angle), centre + radius * Math.sin(angle));
  });
  return `M${points.join('L')}z`;
}

/** Two decimals: more would differ between machines in the last places. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

function xy(x: number, y: number): string {
  return `${n(x)} ${n(y)}`;
}

/** The symbols, drawn on a grid of 24 by 24; holes by the even-odd rule. */
export const iconPaths: Readonly<Record<NonNullable<ImageDrawing['icon']>, string>> = {
  book: 'M2 4h8a2 2 0 0 1 2 2a2 2 0 0 1 2-2h8v14h-8a2 2 0 0 0-2 2a2 2 0 0 0-2-2H2zM11 7a1 1 0 0 0-1-1H4v10h7zM13 7v9h7V6h-6a1 1 0 0 0-1 1z',
  bulb: 'M12 2a7 7 0 0 0-4 12.7V17h8v-2.300A7 7 0 0 0 12 2zM8 18.500h8V20H8zM9.500 21h5v1.500h-5z',
  chart: 'M3 3h2v16h16v2H3zM7 12h3v6H7zM12 8h3v10h-3zM17 5h3v13h-3z',
  check: 'M9.500 19L2.500 12L5 9.500L9.500 14L19 4.500L21.500 7z',
  code: 'M8 6l2 2l-4 4l4 4l-2 2l-6-6zM16 6l6 6l-6 6l-2-2l4-4l-4-4z',
  drop: 'M12 2C12 2 5 10 5 15a7 7 0 0 0 14 0C19 10 12 2 12 2z',
  flag: 'M4 2h2v1h13l-3 4.500l3 4.500H6v10H4z',
  gear: 'M10 2h4l.5 3l2 .8l2.500-1.800l2.800 2.800l-1.800 2.500l.8 2l3 .5v4l-3 .5l-.8 2l1.800 2.500L19 22.600l-2.500-1.800l-2 .8l-.5 1.400h-4l-.5-1.400l-2-.8L5 22.600l-2.800-2.800L4 17.300l-.8-2L.2 14.800v-4l3-.5l.8-2l-1.800-2.500L5 3l2.500 1.800l2-.8zM12 9a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
  leaf: 'M21 3C10 3 4 8 4 15c0 1 .2 2 .5 3L2 20.500L3.500 22L6 19.500c1 .3 2 .5 3 .5c8 0 12-6 12-17zM7 18L16 9L17 10L8.500 18.500z',
  people:
    'M8 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM1 21c0-5 3-8 7-8s7 3 7 8zM17 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM16.500 13c4 0 6.500 3 6.500 7h-6c0-3-.500-5-2-6.600z',
  shield: 'M12 2L21 5V12C21 17 17 20.500 12 22.500C7 20.500 3 17 3 12V5z',
  star: 'M12 2L15 9H22L16.500 13.500L18.500 21L12 16.500L5.500 21L7.500 13.500L2 9H9z',
};
