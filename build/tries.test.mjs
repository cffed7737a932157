import { expect, it } from 'vitest'
import { firstThatWorks } from './tries.mjs'

const refused = {
  name: 'its release',
  bring: async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }) })
  },
}

it('falls through to the next way', async () => {
  const brought = await firstThatWorks('Electron', [refused, { name: 'a package', bring: async () => 22 }], '')
  expect(brought).toBe(22)
})

it('says what was tried and what to do when no way works', async () => {
  const tries = firstThatWorks('Electron', [refused, { ...refused, name: 'a package' }], 'Or set a variable.')
  await expect(tries).rejects.toThrow(
    'Electron could not be brought here. Tried:\n  - its release: ENOTFOUND\n  - a package: ENOTFOUND\nOr set a variable.',
  )
})
