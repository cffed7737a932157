import {
  Alert,
  Button,
  Checkbox,
  createTheme,
  Fieldset,
  Input,
  Menu,
  Modal,
  NativeSelect,
  Paper,
  PasswordInput,
  Progress,
  Switch,
  Table,
  Tabs,
  Textarea,
  TextInput,
} from '@mantine/core'

/**
 * Over the 44 px of WCAG 2.5.5 also where the page's letters are small. Mantine's own `md` is 42 px; `lg` is 50 px
 * with larger letters, which would not leave a form of this length on one page, so the height alone is raised.
 */
const touch = 'max(46px, 2.875rem)'
const fontSize = 'var(--mantine-font-size-md)'

// The hint stands under the field: the fields of one row stay in one line whatever their hints' lengths.
const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']
const field = { defaultProps: { size: 'md', inputWrapperOrder: order } } as const
/** The label of a box is part of what is hit. */
const inlineField = { body: { alignItems: 'center', minHeight: touch }, label: { paddingBlock: '0.625rem', fontSize } }

export const officeTheme = createTheme({
  fontFamily: 'inherit',
  headings: { fontFamily: 'inherit' },
  defaultRadius: 'md',
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' }, styles: { root: { minHeight: touch } } }),
    Input: Input.extend({
      defaultProps: { size: 'md' },
      styles: { wrapper: { '--input-bd-focus': 'var(--focus)' }, input: { minHeight: touch } },
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { size: 'md' },
      styles: {
        label: { fontWeight: 600 },
        description: { color: 'var(--ink-soft)', fontSize: 'var(--mantine-font-size-sm)' },
        error: { fontSize, fontWeight: 600 },
      },
    }),
    TextInput: TextInput.extend(field),
    NativeSelect: NativeSelect.extend(field),
    Textarea: Textarea.extend(field),
    PasswordInput: PasswordInput.extend({
      ...field,
      styles: {
        input: { minHeight: touch },
        innerInput: { minHeight: touch },
        visibilityToggle: { minWidth: touch, minHeight: touch },
      },
    }),
    Fieldset: Fieldset.extend({
      styles: {
        root: { background: 'transparent' },
        legend: { fontWeight: 700, fontSize: 'var(--mantine-font-size-lg)' },
      },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'md' }, styles: inlineField }),
    Switch: Switch.extend({
      defaultProps: { size: 'lg', withThumbIndicator: false },
      styles: { body: inlineField.body, label: { fontSize } },
    }),
    Alert: Alert.extend({
      // A filled one has a colour of its own to be written on.
      styles: (_theme, { variant }) => ({
        title: { fontSize },
        message: { fontSize, ...(variant !== 'filled' && { color: 'var(--ink)' }) },
      }),
    }),
    Paper: Paper.extend({ styles: { root: { background: 'var(--panel)' } } }),
    Menu: Menu.extend({ styles: { dropdown: { background: 'var(--panel)' }, item: { minHeight: touch, fontSize } } }),
    Modal: Modal.extend({
      // The page does not scroll; the lock would only add a style element without a nonce, which the CSP refuses.
      defaultProps: { lockScroll: false },
      styles: {
        content: { background: 'var(--panel)' },
        header: { background: 'var(--panel)' },
        close: { width: touch, height: touch },
      },
    }),
    Progress: Progress.extend({
      defaultProps: { size: 'lg', color: 'var(--bar)' },
      styles: { root: { background: 'var(--panel-strong)' } },
    }),
    Table: Table.extend({ styles: { table: { fontSize }, th: { whiteSpace: 'nowrap' } } }),
    Tabs: Tabs.extend({ styles: { tab: { minHeight: touch, fontSize, fontWeight: 600 } } }),
  },
})
