import { Writable } from 'node:stream'
import { dialog } from 'electron'

/**
 * Where a command reads and writes. On Windows a program with a window has no terminal to print to: there what was said is
 * also shown in a dialog at the end.
 */
export function terminal() {
  const said: string[] = []
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said.push(chunk.toString('utf8'))
      process.stdout.write(chunk, () => done())
    },
  })
  return {
    input: process.stdin,
    output,
    async end(): Promise<void> {
      // What was written last is out before the program is.
      await new Promise<void>((resolve) => output.end(() => resolve()))
      if (process.platform === 'win32') await dialog.showMessageBox({ message: 'OSE Station', detail: said.join('') })
    },
  }
}
