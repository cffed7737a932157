import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, type FileHandle, lstat, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A serial line with a scanner at its other end: a real pair of kernel terminals, joined by socat. */
export interface Pty {
  /** What a scanner is opened by; stays the same through `unplug` and `replug`. */
  readonly device: string
  /** What the scanner sends. Resolves when the kernel took all of it. */
  write(data: string | Uint8Array): Promise<void>
  /** Pulls the cable: the device is gone when this resolves. */
  unplug(): Promise<void>
  replug(): Promise<void>
  /** Removes everything. Safe to call twice. */
  close(): Promise<void>
}

export async function openPty(): Promise<Pty> {
  const folder = await mkdtemp(join(tmpdir(), 'ose-pty-'))
  const device = join(folder, 'scanner')
  const far = join(folder, 'far-end')
  let line: Line | null = null
  try {
    line = await plug(device, far)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }

  async function unplug(): Promise<void> {
    const gone = line
    line = null
    if (gone === null) return
    process.removeListener('exit', gone.atExit)
    await gone.end.close()
    await stop(gone.socat)
    await gone.held.close()
    // socat removes its links when it is asked to stop, not when it is killed.
    await rm(device, { force: true })
    await rm(far, { force: true })
  }

  return {
    device,
    async write(data) {
      if (line === null) throw new Error('the scanner is unplugged')
      const bytes = Buffer.from(data)
      for (let sent = 0; sent < bytes.length; ) sent += (await line.end.write(bytes, sent)).bytesWritten
    },
    unplug,
    async replug() {
      line ??= await plug(device, far)
    },
    async close() {
      await unplug()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Line {
  readonly socat: ChildProcess
  readonly end: FileHandle
  /** Never read from. Without it socat would end, and the device with it, whenever the scanner's driver closes. */
  readonly held: FileHandle
  readonly atExit: () => void
}

async function plug(device: string, far: string): Promise<Line> {
  const socat = spawn('socat', [`pty,raw,echo=0,link=${device}`, `pty,raw,echo=0,link=${far}`], { stdio: 'ignore' })
  let failure: Error | null = null
  socat.on('error', (error) => {
    failure = new Error('socat could not be started; it is in the Debian package socat', { cause: error })
  })
  const atExit = () => socat.kill('SIGKILL')
  process.once('exit', atExit)
  for (let waited = 0; !((await isThere(device)) && (await isThere(far))); waited += 5) {
    if (failure !== null) throw failure
    if (socat.exitCode !== null || waited > 5000) throw new Error('socat made no pair of terminals')
    await sleep(5)
  }
  const flags = constants.O_RDWR | constants.O_NOCTTY
  return { socat, end: await open(far, flags), held: await open(device, flags), atExit }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
