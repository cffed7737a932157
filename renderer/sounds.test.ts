import { describe, expect, it } from 'vitest'
import { sounds } from './sounds.ts'

describe('the sounds', () => {
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
