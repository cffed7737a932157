import { useState } from 'react'
import type { CheckedImport, ImportTableView, RanImport } from '../../../shared/contract/import.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import type { ImportMode } from '../../../shared/domain/import/import-file.ts'
import type { ImportMapping } from '../../../shared/domain/import/import-headers.ts'
import type { Failure, Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import type { TextKey } from '../../i18n/text-key.ts'
import type { RefusedFile } from './choose-step.tsx'
import type { ReadTable } from './columns-step.tsx'
import { hashOf, sendFile } from './send-file.ts'

export type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'columns' }
  | { readonly at: 'preview'; readonly checked: CheckedImport }
  | { readonly at: 'run' }
  | { readonly at: 'result'; readonly ran: RanImport; readonly notImported: number }

interface ImportState {
  readonly kind: ImportKind
  readonly step: Step
  readonly file: File | null
  readonly table: ReadTable | null
  readonly mapping: ImportMapping
  /** Why the last file was not read. */
  readonly refused: RefusedFile | null
  readonly failed: { readonly key: TextKey; readonly failure: Failure['error'] } | null
  readonly isBusy: boolean
}

const noFile = { file: null, table: null, mapping: [], refused: null, failed: null, step: { at: 'choose' } } as const

/** An import on its way: the file, how its columns are understood, and the step that is shown. */
export function useImport(firstKind: ImportKind) {
  const [state, setState] = useState<ImportState>({ ...noFile, kind: firstKind, isBusy: false })
  const change = (changes: Partial<ImportState>) => setState((before) => ({ ...before, ...changes }))

  async function choose(file: File) {
    change({ file, failed: null, refused: null, isBusy: true })
    change({ isBusy: false, ...afterReading(await sendFile(state.kind, file), file.name) })
  }

  async function chooseSheet(sheet: string) {
    change({ isBusy: true })
    change({ isBusy: false, ...afterReading(await call('import.read', { sheet }), state.file?.name ?? '') })
  }

  async function check() {
    change({ failed: null, isBusy: true })
    const answer = await call('import.check', { mapping: [...state.mapping] })
    change({ isBusy: false })
    if (!answer.ok) change({ failed: { key: 'import.checkFailed', failure: answer.error } })
    // It was stopped: what was looked at only in part is no preview.
    else if (answer.value.rows > 0) change({ step: { at: 'preview', checked: answer.value } })
  }

  async function run(mode: ImportMode, checked: CheckedImport) {
    if (state.file === null) return
    change({ failed: null, isBusy: true, step: { at: 'run' } })
    const answer = await call('import.run', { mode, sha256: await hashOf(state.file) })
    const ended: Partial<ImportState> = answer.ok
      ? { step: { at: 'result', ran: answer.value, notImported: checked.rows - checked.create } }
      : { step: { at: 'choose' }, failed: { key: 'import.result.unknown', failure: answer.error } }
    change({ isBusy: false, ...ended })
  }

  return {
    ...state,
    begin: () => {
      change(noFile)
      void call('import.close', {})
    },
    setKind: (kind: ImportKind) => change({ kind, refused: null }),
    setMapping: (mapping: ImportMapping) => change({ mapping }),
    closeFailure: () => change({ failed: null }),
    backToColumns: () => change({ step: { at: 'columns' } }),
    choose,
    chooseSheet,
    check,
    run,
  }
}

/** What was read of a file is looked at column by column; one that could not be read leaves the choice open. */
function afterReading(read: Result<ImportTableView>, name: string): Partial<ImportState> {
  if (!read.ok) {
    // Another import is being written at this PC: said as that, not as a list that changed.
    const key = read.error.code === 'stale' ? 'import.busy' : 'import.readFailed'
    return { failed: { key, failure: read.error }, refused: null, step: { at: 'choose' } }
  }
  if (read.value.kind === 'refused') {
    return { failed: null, refused: { file: name, ...read.value }, step: { at: 'choose' } }
  }
  return { failed: null, refused: null, table: read.value, mapping: read.value.mapping, step: { at: 'columns' } }
}
