import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks for secrets on the standard input; they never stand in an argument, which every user of the machine can read. */
export interface SecretPrompt {
  /** What a variable says, else one line of the input. A terminal does not show it. @throws when the input ends. */
  readonly ask: (variable: string, question: string) => Promise<string>
  readonly close: () => void
}

export function secretPrompt(
  env: Readonly<Record<string, string | undefined>>,
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: NodeJS.WritableStream,
): SecretPrompt {
  let lines: AsyncIterator<string> | undefined
  let close = (): void => undefined

  return {
    async ask(variable, question) {
      const given = env[variable]
      if (given !== undefined && given !== '') return given
      output.write(`${question} (${variable}): `)
      if (lines === undefined) {
        // With a terminal readline echoes into its output: this one drops all.
        const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
        const reader = createInterface({ input, output: silent, terminal: input.isTTY === true })
        lines = reader[Symbol.asyncIterator]()
        close = () => reader.close()
      }
      const { value, done } = await lines.next()
      output.write('\n')
      if (done === true || typeof value !== 'string' || value === '') throw new Error(`${variable} is needed.`)
      return value
    },
    close: () => close(),
  }
}
