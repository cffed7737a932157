import type { Output } from '../../../shared/contract/index.ts'
import type { Result } from '../../../shared/result.ts'

/** Asks for the dry run that is looked at; asked again after it was applied. */
export type AskPreview = () => Promise<Result<Output<'health.preview'>>>
