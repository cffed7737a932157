import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { restoreCopy, takeBackRestore } from '../../electron/administration/restore.ts'
import { CopyDamagedError } from '../../electron/db/copy/copy-damaged.ts'
import { copiedPlants, onPlant, restorer } from '../support/copies.ts'
import { mongodBinary } from '../support/mongod-binary.ts'
import { smallDisk } from '../support/small-disk.ts'

const copies = copiedPlants()

describe('restore', () => {
  async function madeCopy() {
    const { station, uri, backup } = await copies.plant.start()
    await onPlant(uri, (client) => client.db('plant').collection('devices').insertOne({ imei: 'old' }))
    await backup.backUpNow()
    await onPlant(uri, (client) =>
      client
        .db('plant')
        .collection('devices')
        .updateOne({}, { $set: { imei: 'new' } }),
    )
    return { station, file: await copies.onlyCopy() }
  }

  async function devices(): Promise<unknown[]> {
    const { station, uri } = await copies.plant.start()
    const found = await onPlant(uri, (client) => client.db('plant').collection('devices').find().toArray())
    await station.server.stop()
    return found.map((device) => device['imei'])
  }

  test('refuses while the program runs; after it, the copy comes, and the way back is there', async () => {
    const { station, file } = await madeCopy()
    await expect(copies.restore(file)).rejects.toMatchObject({ code: 'folder-in-use' })
    await station.server.stop()
    await copies.restore(file)
    expect(await devices()).toEqual(['old'])
    expect(await takeBackRestore(copies.plant.dataFolder)).not.toBeNull()
    expect(await devices()).toEqual(['new'])
  })

  test('killed between the two renames: the next start of the program goes on to the new data', async () => {
    const { station } = await madeCopy()
    await station.server.stop()
    // As between the two renames.
    const root = join(copies.plant.dataFolder, 'mongod')
    const before = 'data-before-20260302T100000000Z'
    await mkdir(join(root, 'restoring'))
    await rename(join(root, 'data'), join(root, 'restoring', 'data'))
    await mkdir(join(root, before))
    await writeFile(join(root, 'swap.json'), JSON.stringify({ replacement: 'restoring/data', before }))
    expect(await devices()).toEqual(['new'])
    expect(await readdir(root)).not.toContain('swap.json')
  })

  test('refuses a file that is cut, changed in any place, or something else; the database stays', async () => {
    const { station, file } = await madeCopy()
    await station.server.stop()
    const good = await readFile(file)
    const places = [0, 9, 30, Math.floor(good.length / 2), good.length - 40, good.length - 1]
    for (const place of places) {
      const bad = Buffer.from(good)
      bad[place] = (bad[place] ?? 0) ^ 0x04
      await writeFile(file, bad)
      await expect(copies.restore(file), `bit at ${place}`).rejects.toBeInstanceOf(CopyDamagedError)
    }
    for (const length of [0, 5, 40, good.length - 33, good.length - 1]) {
      await writeFile(file, good)
      await truncate(file, length)
      await expect(copies.restore(file), `cut at ${length}`).rejects.toBeInstanceOf(CopyDamagedError)
    }
    await writeFile(file, Buffer.concat([good, Buffer.from('more')]))
    await expect(copies.restore(file)).rejects.toBeInstanceOf(CopyDamagedError)
    await rm(file)
    await expect(copies.restore(file)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await devices()).toEqual(['new'])
  })

  test('refuses on a disk without room for both; the database stays', async () => {
    const { station, file } = await madeCopy()
    await station.server.stop()
    const disk = await smallDisk('size=1m')
    try {
      const target = join(disk.path, 'data')
      await mkdir(target)
      const failed = restoreCopy({
        dataFolder: target,
        file,
        executable: mongodBinary(),
        onStep: () => undefined,
        by: restorer,
      })
      await expect(failed).rejects.toThrow(/disk-full/)
      expect(await readdir(join(target, 'mongod', 'data'))).toEqual([])
    } finally {
      await disk.remove()
    }
  })
})
