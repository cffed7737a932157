import { stat } from 'node:fs/promises'

/**
 * Which device stands behind a port's path now: another text for another device, `null` for none, `undefined` where
 * it cannot be said. A port that comes back under the same path within a second is another one.
 */
export async function deviceBehind(path: string): Promise<string | null | undefined> {
  return process.platform === 'win32' ? listedDevice(path) : deviceFile(path)
}

/** Not by the list of ports: pseudo-terminals and the links of /dev/serial/by-id are not in it. */
async function deviceFile(path: string): Promise<string | null | undefined> {
  try {
    const { rdev, ino, ctimeMs } = await stat(path)
    return `${rdev} ${ino} ${ctimeMs}`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENXIO' ? null : undefined
  }
}

/** Windows has no file to look at. */
async function listedDevice(path: string): Promise<string | null | undefined> {
  try {
    const { SerialPort } = await import('serialport')
    const ports = await SerialPort.list()
    const port = ports.find((each) => each.path.toLowerCase() === path.toLowerCase())
    return port === undefined ? null : (port.pnpId ?? port.path)
  } catch {
    return undefined
  }
}
