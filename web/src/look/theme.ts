import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineTheme,
} from '@mantine/core';

/** Shades of the one accent; the eighth is the accent of light screens, the fourth that of dark ones. */
const rung: MantineColorsTuple = [
  '#e8eff6',
  '#d2e0ee',
  '#b1cce4',
  '#8ebbe6',
  '#5f93c4',
  '#3f76a9',
  '#2b6091',
  '#1f4e79',
  '#173b5c',
  '#0f2740',
];

/** Buttons take their colours from the tokens, so that they have the contrast of the tokens in both schemes. */
function buttonColours(variant = 'filled'): Record<string, string> {
  if (variant === 'filled')
    return {
      '--button-bg': 'var(--accent)',
      '--button-hover': 'color-mix(in srgb, var(--accent) 88%, var(--text))',
      '--button-color': 'var(--accent-text)',
    };
  if (variant === 'harsh')
    return {
      '--button-bg': 'var(--bad)',
      '--button-hover': 'color-mix(in srgb, var(--bad) 88%, var(--text))',
      '--button-color': 'var(--page)',
    };
  if (variant === 'subtle') return { '--button-hover': 'var(--sunken)', '--button-color': 'var(--accent)' };
  return {};
}

/** Mantine in the material of tokens.css: one radius, hairlines, two families of type. */
export const theme = createTheme({
  primaryColor: 'rung',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  colors: { rung },
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  defaultRadius: 8,
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '40px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    InputWrapper: {
      styles: {
        label: { fontSize: 14, fontWeight: 550, marginBottom: 4 },
        description: { fontSize: 14, lineHeight: 1.5, color: 'var(--soft)', marginBottom: 8 },
        error: { fontSize: 14, marginTop: 4 },
      },
    },
    Button: {
      vars: (_theme: MantineTheme, { variant }: { variant?: string }) => ({ root: buttonColours(variant) }),
    },
    Input: {
      styles: { input: { backgroundColor: 'var(--surface)', borderColor: 'var(--line-strong)' } },
    },
  },
});

/** Hands the tokens to Mantine, so that its parts and ours share one palette in both schemes. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--page)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-placeholder': 'var(--soft)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-anchor': 'var(--accent)',
  };
  return { variables: {}, light: shared, dark: shared };
};
