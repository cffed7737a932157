import { describe, expect, it } from 'vitest'
import type { Verdict } from '../shared/station/answer.ts'
import { receive } from './reception.ts'
import type { Shown } from './state.ts'

function verdict(scanId: string, word: string, kind: Verdict['kind']): Verdict {
  return { scanId, at: 0, kind, word, params: {}, code: '', blocks: false }
}

function showing(one: Verdict): Shown {
  return { kind: 'verdict', verdict: one }
}

describe('a verdict', () => {
  it('takes the banner and sounds when it is new', () => {
    const before = showing(verdict('a', 'registered', 'accepted'))
    expect(receive(verdict('b', 'batch-full', 'stops'), before, false)).toEqual({ isShown: true, isHeard: true })
  })

  it('turns its own amber banner green without a sound', () => {
    const before = showing(verdict('a', 'kept-here', 'kept'))
    expect(receive(verdict('a', 'registered', 'accepted'), before, true)).toEqual({ isShown: true, isHeard: false })
  })

  it('of a kept scan that lands later leaves a newer answer where it is', () => {
    const before = showing(verdict('b', 'already-registered', 'stops'))
    expect(receive(verdict('a', 'registered', 'accepted'), before, true)).toEqual({ isShown: false, isHeard: false })
  })

  it('of a kept scan is news when it was refused later, or when it filled the batch', () => {
    const before = showing(verdict('b', 'registered', 'accepted'))
    const news = { isShown: true, isHeard: true }
    expect(receive(verdict('a', 'already-registered', 'stops'), before, true)).toEqual(news)
    expect(receive(verdict('a', 'registered-batch-complete', 'completed'), before, true)).toEqual(news)
  })
})
