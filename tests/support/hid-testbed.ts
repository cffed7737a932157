import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createLane } from '../../electron/waiting/lane.ts'

/** A device of the test bed. Numbers as USB writes them, four hexadecimal digits. */
export interface HidModel {
  readonly vendor: string
  readonly product: string
  readonly manufacturer: string
  readonly name: string
  /** The report descriptor in hexadecimal digits. */
  readonly descriptor: string
  /** The one feature report that it takes, its id first; it refuses every other. */
  readonly feature?: string
  /** A program that opens it ends at once. */
  readonly guarded?: boolean
}

export interface HidPlace {
  /** `/dev/hidrawN`. */
  readonly number: number
  /** e.g. `1-2`. */
  readonly socket?: string
  readonly serial?: string
  readonly interface?: number
}

/** One plugged in. */
export interface HidPlug {
  readonly path: string
  /** Resolves when the last report was read. Rejects when nobody reads one for so many seconds. */
  send(reports: readonly Uint8Array[], patience?: number): Promise<void>
  unplug(): Promise<void>
}

export interface HidTestbed {
  /** What makes a program see the test bed's devices in place of this PC's. */
  readonly env: Readonly<Record<string, string>>
  plug(model: HidModel, place: HidPlace): Promise<HidPlug>
  close(): Promise<void>
}

const preload = 'libumockdev-preload.so.0'

/**
 * HID devices without hardware, under node-hid's real hidraw backend: umockdev (Debian's package of that name) gives a
 * program the system's files and calls of a device; what it does not give are the USB bus and the kernel's HID driver.
 */
export async function openHidTestbed(): Promise<HidTestbed> {
  // Tests are started in the checkout.
  const script = join(process.cwd(), 'tests', 'support', 'hid-testbed.py')
  const env = { ...process.env, LD_PRELOAD: preload }
  const bed = spawn('python3', [script], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const atExit = () => bed.kill('SIGKILL')
  process.once('exit', atExit)
  const answers = createInterface(bed.stdout)[Symbol.asyncIterator]()
  const lane = createLane()

  async function nextAnswer(): Promise<Record<string, unknown>> {
    const { value, done } = await answers.next()
    if (done) throw new Error('the HID test bed ended; it needs Python 3 and the Debian package umockdev')
    // Our own script's lines are JSON objects.
    return JSON.parse(value) as Record<string, unknown>
  }

  function ask(command: object): Promise<void> {
    return lane.run(async () => {
      bed.stdin.write(`${JSON.stringify(command)}\n`)
      const answer = await nextAnswer()
      if (answer['ok'] !== true) throw new Error(`the HID test bed: ${answer['error']}`)
    })
  }

  const { root } = await nextAnswer()
  return {
    env: { LD_PRELOAD: preload, UMOCKDEV_DIR: String(root) },
    async plug(model, { number, socket = `1-${number + 1}`, serial = '', interface: index = 0 }) {
      const device = { feature: null, guarded: false, ...model, number, socket, serial, interface: index }
      await ask({ do: 'plug', device })
      return {
        path: `/dev/hidraw${number}`,
        send: (reports, patience = 20) =>
          ask({ do: 'send', number, patience, reports: reports.map((report) => Buffer.from(report).toString('hex')) }),
        unplug: () => ask({ do: 'unplug', number }),
      }
    },
    async close() {
      process.removeListener('exit', atExit)
      if (bed.exitCode !== null) return
      const ended = once(bed, 'exit')
      bed.stdin.end()
      await ended
    },
  }
}
