import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A real click of the X server's pointer, in pixels of the screen. */
export async function clickAt(x: number, y: number): Promise<void> {
  await run('xdotool', ['mousemove', '--sync', String(Math.round(x)), String(Math.round(y)), 'click', '1'])
}

/** What a window manager does on Alt+F4 and on the window's close button: it asks the window to close. */
export async function askToClose(pid: number): Promise<void> {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--pid', String(pid)])
  const script = join(process.cwd(), 'tests', 'support', 'ask-to-close.py')
  await run('python3', [script, ...stdout.trim().split('\n')])
}

/** Where a program's window is as the X server has it; Electron may only believe that it moved it. */
export async function placeOnScreen(pid: number): Promise<{ x: number; y: number; width: number; height: number }> {
  const { stdout: found } = await run('xdotool', ['search', '--onlyvisible', '--pid', String(pid)])
  const { stdout } = await run('xwininfo', ['-id', found.trim().split('\n').at(-1) ?? ''])
  const number = (label: string) => Number(new RegExp(`${label}: +(-?\\d+)`).exec(stdout)?.[1])
  return {
    x: number('Absolute upper-left X'),
    y: number('Absolute upper-left Y'),
    width: number('Width'),
    height: number('Height'),
  }
}

/** Another program in front: a window of its own, which has the keyboard. */
export async function otherProgramInFront(): Promise<{ readonly close: () => void }> {
  const other: ChildProcess = spawn('xmessage', ['-name', 'other', 'another program'], { stdio: 'ignore' })
  // By its class: it does not say its process, as old X programs do not.
  const { stdout } = await run('xdotool', ['search', '--sync', '--onlyvisible', '--class', 'Xmessage'])
  await run('xdotool', ['windowfocus', '--sync', stdout.trim().split('\n').at(-1) ?? ''])
  return { close: () => void other.kill() }
}
