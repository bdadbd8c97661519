/** Colours, type and sizes: neutral greys, one accent, dense controls, contrast AA in both schemes. */

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef2fc',
  '#dde5f8',
  '#b9c9f0',
  '#96aeea',
  '#7e9ae6',
  '#5b7cdb',
  '#3a5bc7',
  '#314ea9',
  '#29418c',
  '#20336e',
];

const coolDark: MantineColorsTuple = [
  '#e3e6ea',
  '#c3c8cf',
  '#a2aab4',
  '#7b838e',
  '#4a5058',
  '#363b42',
  '#24282d',
  '#1b1e22',
  '#16191c',
  '#131518',
];

const systemFont =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
const monospaceFont = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace";

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  colors: { accent, dark: coolDark },
  fontFamily: systemFont,
  fontFamilyMonospace: monospaceFont,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    InputWrapper: {
      vars: () => ({
        label: {},
        description: { '--input-description-size': 'var(--mantine-font-size-sm)' },
        error: { '--input-error-size': 'var(--mantine-font-size-sm)' },
      }),
    },
    Anchor: { defaultProps: { underline: 'always' } },
    // A dialog's own header is no second banner of the page.
    Modal: {
      styles: { title: { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)' } },
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'none' } } },
    },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
    // Within the header, so that a menu belongs to a landmark.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
  },
});

/** Mantine's own dimmed, placeholder and error colours stay below 4.5:1 on its backgrounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1c2024',
    '--mantine-color-dimmed': '#59616b',
    '--mantine-color-placeholder': '#6c737c',
    '--mantine-color-error': '#b42318',
    '--mantine-color-default-border': '#d5d9de',
    '--mantine-color-anchor': '#3353b8',
  },
  dark: {
    '--mantine-color-body': '#131518',
    '--mantine-color-text': '#e3e6ea',
    '--mantine-color-dimmed': '#a2aab4',
    '--mantine-color-placeholder': '#8b939e',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-default': '#1b1e22',
    '--mantine-color-default-hover': '#24282d',
    '--mantine-color-default-border': '#363b42',
    '--mantine-color-anchor': '#9db5f5',
  },
});
