import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withPackagedMongod } from './mongod-path.ts'

test("the package's mongod where it brings one and nobody named another", () => {
  const resources = mkdtempSync(join(tmpdir(), 'ose-resources-'))
  expect(withPackagedMongod({}, resources)).toEqual({})
  mkdirSync(join(resources, 'mongod'))
  for (const name of ['mongod', 'mongod.exe']) writeFileSync(join(resources, 'mongod', name), '')
  expect(withPackagedMongod({}, resources, 'linux')).toEqual({ OSE_MONGOD_PATH: join(resources, 'mongod', 'mongod') })
  expect(withPackagedMongod({}, resources, 'win32')).toEqual({
    OSE_MONGOD_PATH: join(resources, 'mongod', 'mongod.exe'),
  })
  expect(withPackagedMongod({ OSE_MONGOD_PATH: '/own' }, resources)).toEqual({ OSE_MONGOD_PATH: '/own' })
  rmSync(resources, { recursive: true })
})
