import { expect, it } from 'vitest'
import { idAt, idsPerAct } from '../../shared/station/id-at.ts'
import { newId } from './ids.ts'

it('leaves room for all that an act writes, and no two acts of a process meet', () => {
  const at = Date.UTC(2026, 10, 28)
  const ids = Array.from({ length: 4096 }, () => newId(at))
  expect(new Set(ids).size).toBe(4096)
  for (const id of ids) expect(idAt(id, idsPerAct - 1)).toMatch(/^[0-9a-f]{19}fffff$/)
  expect(Number.parseInt(newId(at).slice(0, 8), 16) * 1000).toBe(at)
})
