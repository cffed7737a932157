import { readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'

/** What Linux alone tells about a HID device, by its `/dev/hidrawN`. Nothing of it is known on another system. */
const isLinux = process.platform === 'linux'

/** e.g. `usb-0000:00:14.0-1.2/input0`: the socket and interface it is plugged into. */
export async function usbSocketOf(path: string): Promise<string | undefined> {
  const uevent = await attribute(path, 'uevent')
  return uevent === undefined ? undefined : /^HID_PHYS=(.+)$/m.exec(uevent.toString('utf8'))?.[1]
}

/** The HID report descriptor. node-hid does not give it; the kernel does, without the device being opened. */
export async function reportDescriptorOf(path: string): Promise<Uint8Array | undefined> {
  return attribute(path, 'report_descriptor')
}

/**
 * Which device stands behind the path now: another text for another one, `null` for none, `undefined` where it cannot
 * be said: there the end of reading tells that it is gone. The kernel counts the HID devices it meets, so the same scanner
 * plugged in again is another one.
 */
export async function hidDeviceBehind(path: string): Promise<string | null | undefined> {
  if (!isLinux) return undefined
  try {
    return await readlink(nodeOf(path))
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? null : undefined
  }
}

async function attribute(path: string, name: string): Promise<Buffer | undefined> {
  if (!isLinux) return undefined
  try {
    return await readFile(`${nodeOf(path)}/device/${name}`)
  } catch {
    return undefined
  }
}

function nodeOf(path: string): string {
  return `/sys/class/hidraw/${basename(path)}`
}
