import { createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e6f4f3',
  '#cbe7e5',
  '#9fd3cf',
  '#6fbcb7',
  '#46a6a0',
  '#26908a',
  '#0b7a76',
  '#0b6e6b',
  '#075856',
  '#044240',
];

/** Mantine dressed in the console's own colours and letters; its parts follow the tokens. */
export const theme = createTheme({
  colors: { teal },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: { fontFamily: 'var(--font)' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Drawer: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { opacity: 0.35 } },
    },
    Modal: {
      defaultProps: { transitionProps: { duration: 120 }, overlayProps: { opacity: 0.35 } },
    },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 80 } } },
    NativeSelect: { defaultProps: { size: 'xs' } },
  },
});
