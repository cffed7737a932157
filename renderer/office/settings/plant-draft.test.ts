import { describe, expect, it } from 'vitest'
import { plantRanges } from '../../../shared/setting-values.ts'
import { defaultPlantSettings, plantSettingsSchema } from '../../../shared/settings.ts'
import { plantDraft, plantNumbers, readPlant } from './plant-draft.ts'

describe('the plant settings of the form', () => {
  it('come back as they were', () => {
    expect(readPlant(plantDraft(defaultPlantSettings))).toEqual({ ok: true, value: defaultPlantSettings })
  })

  it.each(plantNumbers)('take %s to both ends of its range, as the schema does, and no further', (name) => {
    const { min, max } = plantRanges[name]
    const step = name === 'lockAfterFailures' ? 1 : 0.01
    const typed = [min, max, min - step, max + step].filter((value) => value >= 0)
    const read = typed.map((value) => readPlant({ ...plantDraft(defaultPlantSettings), [name]: String(value) }).ok)
    const parsed = typed.map(
      (value) => plantSettingsSchema.safeParse({ ...defaultPlantSettings, [name]: value }).success,
    )
    expect(read).toEqual(parsed)
    expect(read.slice(0, 2)).toEqual([true, true])
  })

  it('name the field that is wrong and its range', () => {
    const reading = readPlant({ ...plantDraft(defaultPlantSettings), halfSeconds: '1', lockAfterFailures: '2.5' })
    expect(reading.ok ? {} : reading.errors).toEqual({
      halfSeconds: { key: 'office.settings.errors.range', params: { min: 2, max: 600 } },
      lockAfterFailures: { key: 'office.settings.errors.range', params: { min: 1, max: 100 } },
    })
  })

  it('take a decimal comma', () => {
    const reading = readPlant({ ...plantDraft(defaultPlantSettings), idleMinutes: '0,5' })
    expect(reading.ok && reading.value.idleMinutes).toBe(0.5)
  })
})
