import type { CallInput } from '../../../shared/contract/index.ts'

/** Which dry run is looked at: of a finding's kind, or of what another program did. */
export type AskPreview =
  | { readonly name: 'health.preview'; readonly input: CallInput<'health.preview'> }
  | { readonly name: 'health.previewForeign'; readonly input: CallInput<'health.previewForeign'> }
