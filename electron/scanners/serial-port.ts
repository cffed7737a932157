import type { SerialPort } from 'serialport'
import type { SerialScannerSettings } from '../../shared/scanner-settings.ts'
import { nothing, orAfter } from '../waiting/or-after.ts'

/** How a line is set. */
export type LineSettings = Pick<SerialScannerSettings, 'path' | 'baudRate' | 'dataBits' | 'parity' | 'stopBits'>

/** A dead port may never answer its closing. */
const closeMs = 1000

/** Loaded at first use: where its native part is missing, one scanner is red and the program runs. */
export async function createPort({ path, baudRate, dataBits, parity, stopBits }: LineSettings): Promise<SerialPort> {
  const serialport = await import('serialport')
  return new serialport.SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false })
}

export function openPort(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
}

export function closePort(port: SerialPort): Promise<void> {
  const closed = new Promise<void>((resolve) => port.close(() => resolve()))
  return orAfter(closeMs, closed, nothing)
}
