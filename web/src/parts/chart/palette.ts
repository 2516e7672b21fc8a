/**
 * Colours of series, in the order in which they are given out: dark and light in turn, so that colour-blind readers and
 * grey prints tell neighbours apart; each stands out from its page by 3:1.
 */
export const palettes = {
  light: ['#1f4e79', '#c86b00', '#00563f', '#c266ad', '#3d4148', '#a08400'],
  dark: ['#b9d7f2', '#d98324', '#7fe0c2', '#b565a3', '#d5d9df', '#a38f2a'],
} as const;

/** Which page a drawing stands on. */
export type Scheme = keyof typeof palettes;
