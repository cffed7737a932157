import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { datalogic, honeywell, keyboardModel, newland, zebra } from '../../tests/support/hid-models.ts'
import { type HidProgram, startHidProgram } from '../../tests/support/hid-station.ts'
import { type HidPlug, type HidTestbed, openHidTestbed } from '../../tests/support/hid-testbed.ts'

// An absent device is looked for every two seconds, an open one once a second.
const patience = { timeout: 15_000, interval: 10 }
const imei = '861888080000009'
/** A scanner's and a keyboard's application behind one node. */
const scannerAndKeyboard = {
  ...keyboardModel,
  descriptor: `${honeywell.device.descriptor}${keyboardModel.descriptor}`,
}

let bed: HidTestbed
let program: HidProgram

beforeEach(async () => {
  bed = await openHidTestbed()
  program = await startHidProgram(bed)
}, 30_000)
afterEach(async () => {
  // A crash, or a guarded device that was opened, ends it otherwise.
  expect(await program.close()).toBe(0)
  await bed.close()
}, 30_000)

function isOpen(id: string, times = 1): Promise<void> {
  return expect.poll(() => program.states(id).filter((state) => state === 'open').length, patience).toBe(times)
}

describe('HID POS scanners', { timeout: 60_000 }, () => {
  it('of four makers are read, each by its own layout; a keyboard beside them is never opened', async () => {
    const models = { honeywell, zebra, datalogic, newland }
    await bed.plug(keyboardModel, { number: 0 })
    await bed.plug(scannerAndKeyboard, { number: 1 })
    const plugs: [keyof typeof models, HidPlug][] = []
    for (const [index, name] of (['honeywell', 'zebra', 'datalogic', 'newland'] as const).entries()) {
      plugs.push([name, await bed.plug(models[name].device, { number: 2 + index, serial: `S${index}` })])
    }
    for (const [name] of plugs) program.start({ id: name, vendorId: Number.parseInt(models[name].device.vendor, 16) })
    for (const [name] of plugs) await isOpen(name)
    // Nothing is left for it but the two that are keyboards.
    program.start({ id: 'any' })
    await expect.poll(() => program.states('any'), patience).toEqual(['searching'])
    const long = 'A0'.repeat(1500)
    for (const [name, plug] of plugs) {
      await plug.send([
        ...models[name].reports(imei),
        ...models[name].reports(long, ']Q1'),
        ...models[name].reports('B'),
      ])
    }
    for (const [name] of plugs) {
      const aim = (id: string) => (name === 'newland' ? '' : id)
      await expect
        .poll(() => program.codes(name), patience)
        .toEqual([`${aim(']C0')}${imei}`, `${aim(']Q1')}${long}`, `${aim(']C0')}B`])
      expect(program.discarded(name)).toEqual([])
      // Without a refusal: the one feature report that this Honeywell takes was the one it got.
      expect(program.statuses(name)).toEqual([{ state: 'open' }])
    }
    expect(program.states('any')).toEqual(['searching'])
  })

  it('are listed, the keyboards are not', async () => {
    await bed.plug(keyboardModel, { number: 0 })
    await bed.plug(scannerAndKeyboard, { number: 1 })
    await bed.plug(honeywell.device, { number: 2, socket: '1-4.2', serial: '17042B0382' })
    program.list()
    await expect.poll(program.lists, patience).toEqual([
      [
        {
          vendorId: 0x0c2e,
          productId: 0x0b8f,
          serialNumber: '17042B0382',
          manufacturer: 'Honeywell',
          product: 'Voyager 1400g',
          path: '/dev/hidraw2',
          port: 'usb-0000:00:14.0-1-4.2/input0',
        },
      ],
    ])
  })

  it('are found when they are plugged in, lost when they are pulled out in mid-code, and found again under another name', async () => {
    program.start({ id: 'line' })
    await expect.poll(() => program.states('line'), patience).toEqual(['searching'])
    const first = await bed.plug(zebra.device, { number: 0 })
    await isOpen('line')
    const [half = new Uint8Array()] = zebra.reports('A'.repeat(100))
    await first.send([...zebra.reports('A1'), half])
    await expect.poll(() => program.codes('line'), patience).toEqual([']C0A1'])
    await first.unplug()
    await expect.poll(() => program.states('line'), patience).toEqual(['searching', 'open', 'lost'])
    expect(program.discarded('line')).toEqual(['incomplete'])
    const second = await bed.plug(zebra.device, { number: 7 })
    await isOpen('line', 2)
    await second.send(zebra.reports('A2'))
    await expect.poll(() => program.codes('line'), patience).toEqual([']C0A1', ']C0A2'])
    expect(program.states('line')).toEqual(['searching', 'open', 'lost', 'open'])
  })

  it('discard a code that stops in the middle, and read on', async () => {
    const plug = await bed.plug(datalogic.device, { number: 0 })
    program.start({ id: 'line' })
    await isOpen('line')
    const [half = new Uint8Array()] = datalogic.reports('A'.repeat(100))
    await plug.send([half])
    await expect.poll(() => program.discarded('line'), patience).toEqual(['incomplete'])
    await plug.send(datalogic.reports(imei))
    await expect.poll(() => program.codes('line'), patience).toEqual([`]C0${imei}`])
  })

  it('that refuse to be routed say so and are read all the same', async () => {
    const plug = await bed.plug({ ...honeywell.device, feature: 'FE00' }, { number: 0 })
    program.start({ id: 'line' })
    await isOpen('line')
    expect(program.statuses('line')).toEqual([{ state: 'open', detail: expect.stringContaining('feature report') }])
    await plug.send(honeywell.reports(imei))
    await expect.poll(() => program.codes('line'), patience).toEqual([`]C0${imei}`])
  })

  it('two equal ones are told apart by their sockets, and nothing is read twice', async () => {
    const left = await bed.plug(honeywell.device, { number: 0, socket: '1-1' })
    const right = await bed.plug(honeywell.device, { number: 1, socket: '1-2' })
    program.start({ id: 'any' })
    program.start({ id: 'left', port: 'usb-0000:00:14.0-1-1/input0' })
    program.start({ id: 'third' })
    await isOpen('left')
    await isOpen('any')
    await left.send(honeywell.reports('L'))
    await right.send(honeywell.reports('R'))
    await expect.poll(() => program.codes('left'), patience).toEqual([']C0L'])
    await expect.poll(() => program.codes('any'), patience).toEqual([']C0R'])
    expect(program.codes('third')).toEqual([])
    expect(program.states('third')).toEqual(['searching'])
    // The device of an entry that goes is free for the next.
    program.stop('any')
    await expect.poll(() => program.stopped('any'), patience).toBe(true)
    await isOpen('third')
    await right.send(honeywell.reports('R2'))
    await expect.poll(() => program.codes('third'), patience).toEqual([']C0R2'])
    expect(program.codes('any')).toEqual([']C0R'])
  })

  it('without a name give way to an entry that names their device', async () => {
    const plug = await bed.plug(honeywell.device, { number: 0, serial: 'S1' })
    program.start({ id: 'any' })
    await isOpen('any')
    program.start({ id: 'named', serialNumber: 'S1' })
    await isOpen('named')
    expect(program.states('any')).toEqual(['open', 'lost'])
    await plug.send(honeywell.reports('A'))
    await expect.poll(() => program.codes('named'), patience).toEqual([']C0A'])
    expect(program.codes('any')).toEqual([])
  })

  it('can be stopped while they open, and leave the program whole', async () => {
    await bed.plug(honeywell.device, { number: 0 })
    for (let time = 0; time < 5; time++) {
      program.start({ id: `line-${time}` })
      program.stop(`line-${time}`)
      await expect.poll(() => program.stopped(`line-${time}`), patience).toBe(true)
    }
    program.start({ id: 'last' })
    await isOpen('last')
  })

  it('lose and reorder none of 1,000 codes at full speed', async () => {
    const plug = await bed.plug(honeywell.device, { number: 0 })
    program.start({ id: 'line' })
    await isOpen('line')
    const sent = Array.from({ length: 1000 }, (_, number) => String(861888080000000 + number))
    await plug.send(sent.flatMap((code) => honeywell.reports(code)))
    await expect.poll(() => program.codes('line').length, patience).toBe(1000)
    expect(program.codes('line')).toEqual(sent.map((code) => `]C0${code}`))
  })
})
