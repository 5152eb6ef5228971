import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Modal,
  NativeSelect,
  NumberInput,
  PasswordInput,
  TextInput,
} from '@mantine/core';

/** One blue, dark enough for white words on it and, in the dark theme, light enough for words of its own. */
const blue = [
  '#eef2ff',
  '#dde4fd',
  '#bac8f9',
  '#93a9f4',
  '#7390ef',
  '#5a7aea',
  '#4162d8',
  '#3452c7',
  '#2942a6',
  '#1e3286',
] as const;

/** Red for what cannot be undone; white words on it must read well in both themes. */
const red = [
  '#fff0ef',
  '#fde0de',
  '#f7bdb9',
  '#f19690',
  '#e9716a',
  '#df5048',
  '#cf3a32',
  '#b82b24',
  '#98211b',
  '#7a1a15',
] as const;

/** Mantine's greys of the dark theme, cooled to match the page's surfaces. */
const dark = [
  '#c3cad6',
  '#a1abbb',
  '#8f99aa',
  '#5a6475',
  '#434b5a',
  '#2f3643',
  '#222833',
  '#181c23',
  '#12151b',
  '#0d1015',
] as const;

/** The look of the page: dense and calm. Colours of surfaces and verdicts are in theme.css. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 6 },
  colors: { blue, red, dark },
  defaultRadius: 6,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: { fontWeight: '600' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', fw: 500 } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: { duration: 120 } } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'xs' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'xs' } }),
  },
});

/** Mantine's own surfaces take the page's colours. */
export const cssVariables: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-muted)',
    '--mantine-color-default-border': 'var(--border-strong)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-error': 'var(--bad)',
  };
  return { variables: {}, light: surfaces, dark: surfaces };
};
