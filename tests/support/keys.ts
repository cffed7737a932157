import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Real key events of the X server into whatever has the focus, as a keyboard scanner sends them. */
export async function typeKeys(text: string, delayMs = 2): Promise<void> {
  await run('xdotool', ['type', '--delay', String(delayMs), '--', text])
}

export async function pressKey(key: string): Promise<void> {
  await run('xdotool', ['key', '--', key])
}

/** Gives the window of a program the focus of the X server. */
export async function focusWindow(pid: number): Promise<void> {
  const { stdout } = await run('xdotool', ['search', '--sync', '--onlyvisible', '--pid', String(pid)])
  const window = stdout.trim().split('\n').at(-1)
  if (window === undefined || window === '') throw new Error('the program shows no window')
  // Not `--sync`: it waits for ever where the focus went on to another window in the same moment.
  for (let tries = 0; tries < 50; tries++) {
    await run('xdotool', ['windowfocus', window])
    const { stdout: focused } = await run('xdotool', ['getwindowfocus', '-f'])
    if (focused.trim() === window) return
    await sleep(100)
  }
  throw new Error('the program’s window does not take the focus')
}

/** Presses keys one after another, each by its place on a US keyboard or with a modifier: `a`, `slash`, `alt+3`. */
export async function pressKeys(keys: readonly string[], delayMs = 2): Promise<void> {
  await run('xdotool', ['key', '--delay', String(delayMs), '--', ...keys])
}

/** What stands elsewhere on a Spanish keyboard, by the US keyboard's keys; AltGr is Alt where the PC's layout has none. */
const spanishKeys: Readonly<Record<string, string>> = {
  '-': 'slash',
  '#': 'alt+3',
  ']': 'alt+bracketright',
  '+': 'bracketright',
  '\r': 'Return',
}

/** The keys of a scanner that is set to a Spanish keyboard. */
export function spanishScanner(text: string): string[] {
  return [...text].map((character) => {
    const key = spanishKeys[character] ?? character.toLowerCase()
    return /[A-Z]/.test(character) ? `shift+${key}` : key
  })
}
