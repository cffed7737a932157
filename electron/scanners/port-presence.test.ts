import { expect, it } from 'vitest'
import { openPty } from '../../tests/support/pty.ts'
import { deviceBehind } from './port-presence.ts'

it('tells a device, none, and another under the same path', async () => {
  const line = await openPty()
  try {
    const first = await deviceBehind(line.device)
    expect(first).toBeTypeOf('string')
    await line.write('A\r')
    expect(await deviceBehind(line.device)).toBe(first)
    await line.unplug()
    expect(await deviceBehind(line.device)).toBeNull()
    await line.replug()
    const second = await deviceBehind(line.device)
    expect(second).toBeTypeOf('string')
    expect(second).not.toBe(first)
  } finally {
    await line.close()
  }
})
