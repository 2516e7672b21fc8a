/** The version of the package. */
export const version = '0.1.0';
export * from './core/index.ts';
export * from './regression/index.ts';
export * from './survival/index.ts';
export * from './effects/index.ts';
export * from './forecast/index.ts';
export * from './equity/index.ts';
export * from './choice/index.ts';
export * from './mastery/index.ts';
export * from './money/index.ts';
