import { describe, expect, it } from 'vitest'
import { soundSets } from '../shared/settings.ts'
import { type SoundName, sounds, voiced } from './sounds.ts'

const names = Object.keys(sounds) as SoundName[] // keys() forgets the names

describe('the sounds', () => {
  it('keep their rhythm in every voice, and sound otherwise in each', () => {
    for (const name of names) {
      const voices = soundSets.map((set) => voiced(name, set))
      const rhythms = new Set(
        voices.map(({ tones }) => JSON.stringify(tones.map(([start, length]) => [start, length]))),
      )
      expect(rhythms.size, name).toBe(1)
      const firstPitches = voices.map(({ tones }) => tones[0]?.[2] ?? 0).sort((one, other) => one - other)
      // A major third apart or more: less is lost in the noise of a line.
      for (const [place, hertz] of firstPitches.entries()) {
        expect(hertz, name).toBeGreaterThan(1.2 * (firstPitches[place - 1] ?? 0))
      }
    }
  })

  it('have each a rhythm of their own: pitch alone is lost in the noise of a line', () => {
    const rhythms = Object.entries(sounds).map(([name, sound]) => ({
      name,
      rhythm: sound.tones.map(([start, length]) => `${start}+${length}`).join(' '),
    }))
    const twins = rhythms.filter((a) => rhythms.some((b) => b.name !== a.name && b.rhythm === a.rhythm))
    expect(twins).toEqual([])
  })

  it('of a refusal are lower than those of going on', () => {
    const top = (name: keyof typeof sounds) => Math.max(...sounds[name].tones.map(([, , hertz]) => hertz))
    for (const refusal of ['duplicate', 'wrong-code', 'wrong-unit', 'wrong-order', 'full', 'pairing'] as const) {
      expect(top(refusal)).toBeLessThan(top('half') / 2)
    }
  })
})
