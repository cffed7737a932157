import { readdir } from 'node:fs/promises'

const byId = '/dev/serial/by-id'

/**
 * The serial ports of this PC, to choose from. On Linux the names by id come first: they stay the same when the
 * scanner is plugged in again, where `ttyACM0` may come back as `ttyACM1`. An empty list where none can be told.
 */
export async function serialPortPaths(): Promise<readonly string[]> {
  const links = process.platform === 'linux' ? await namesIn(byId) : []
  try {
    const { SerialPort } = await import('serialport')
    const ports = await SerialPort.list()
    return [...links, ...ports.map((port) => port.path)]
  } catch {
    return links
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort().map((name) => `${folder}/${name}`)
  } catch {
    return []
  }
}
