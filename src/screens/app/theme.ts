import { type CSSVariablesResolver, createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'violet',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  headings: { fontWeight: '650' },
});

/** Greys dark (or light) enough for 4.5 : 1 on every surface they stand on. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#4f5761',
    '--mantine-color-placeholder': '#626b75',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#5f3dc4',
    '--mantine-color-violet-light-color': '#5f3dc4',
    '--mantine-color-violet-light-hover': 'var(--row-hover)',
  },
  dark: {
    '--mantine-color-dimmed': '#b0b6bd',
    '--mantine-color-placeholder': '#9aa1a9',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-anchor': '#b8a5ff',
    '--mantine-color-violet-light-color': '#b8a5ff',
    '--mantine-color-violet-light-hover': 'var(--row-hover)',
  },
});
