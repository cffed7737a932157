import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ScannerStatus } from '../../electron/scanners/scanner.ts'
import type { HidDevice } from '../../shared/scanner-settings.ts'
import { bundleProgram } from './bundled-program.ts'
import type { HidTestbed } from './hid-testbed.ts'

/** What one line of `hid-program.ts` tells. */
interface HidEvent {
  readonly id?: string
  readonly code?: string
  readonly status?: ScannerStatus
  readonly discarded?: string
  readonly stopped?: boolean
  readonly list?: readonly HidDevice[]
}

/** The real driver on node-hid's real hidraw backend, in a program that sees the test bed's devices. */
export async function startHidProgram({ env }: Pick<HidTestbed, 'env'>) {
  const folder = await mkdtemp(join(tmpdir(), 'ose-hid-'))
  const file = join(folder, 'hid-program.mjs')
  // node-hid finds its prebuilt files beside itself.
  await bundleProgram('hid-program', file, { external: ['node-hid'] })
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  const program = spawn(process.execPath, [file], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const events: HidEvent[] = []
  // Our own program's lines are such events.
  createInterface(program.stdout).on('line', (line) => events.push(JSON.parse(line) as HidEvent))
  const ended = once(program, 'exit')
  const of = (id: string) => events.filter((event) => event.id === id)
  return {
    start: (settings: object) => program.stdin.write(`start ${JSON.stringify({ kind: 'hid', ...settings })}\n`),
    stop: (id: string) => program.stdin.write(`stop ${id}\n`),
    list: () => program.stdin.write('list\n'),
    lists: () => events.flatMap(({ list }) => (list === undefined ? [] : [list])),
    codes: (id: string) => of(id).flatMap(({ code }) => (code === undefined ? [] : [code])),
    statuses: (id: string) => of(id).flatMap(({ status }) => (status === undefined ? [] : [status])),
    states: (id: string) => of(id).flatMap(({ status }) => (status === undefined ? [] : [status.state])),
    discarded: (id: string) => of(id).flatMap(({ discarded }) => (discarded === undefined ? [] : [discarded])),
    stopped: (id: string) => of(id).some(({ stopped }) => stopped === true),
    pid: program.pid,
    /** Ends it as a person would, and says with which exit code it did. */
    async close(): Promise<number | null> {
      program.stdin.end()
      await ended
      await rm(folder, { recursive: true, force: true })
      return program.exitCode
    },
  }
}

export type HidProgram = Awaited<ReturnType<typeof startHidProgram>>
