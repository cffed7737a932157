import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KeyboardLayout, keyboardLayouts } from '../../shared/scanner-settings.ts'
import { createKeyboardCapture } from './keyboard-capture.ts'
import { characterOf } from './keyboard-layouts.ts'
import { newPairingCode } from './pairing-code.ts'
import { matchKeys, type NamedKey } from './pairing-keys.ts'

const code = 'OSEPYZ-K7Q#3M8'
const plain = { key: 'x', shift: false, control: false, alt: false, meta: false, altGr: false }
const places = [
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
  ...[...'0123456789'].map((digit) => `Digit${digit}`),
  ...'Backquote Minus Equal BracketLeft BracketRight Backslash IntlBackslash Semicolon Quote Comma Period Slash Space Enter Tab'.split(
    ' ',
  ),
]

/** The keys that a scanner with this layout presses for each character. */
const keyboards = new Map(
  keyboardLayouts.map((layout) => {
    const keys = new Map<string, NamedKey>()
    for (const more of [{ altGr: true }, { control: true }, { shift: true }, {}]) {
      for (const place of places) {
        const key = { ...plain, code: place, ...more }
        const character = characterOf(key, layout)
        if (character !== null) keys.set(character, key)
      }
    }
    return [layout, keys] as const
  }),
)

function typed(text: string, layout: KeyboardLayout): NamedKey[] {
  return [...text].map((character) => {
    const key = keyboards.get(layout)?.get(character)
    if (key === undefined) throw new Error(`${layout} has no key for ${JSON.stringify(character)}`)
    return key
  })
}

describe('the pairing code in the keys of a burst', () => {
  it.each(keyboardLayouts)('tells the layout %s', (layout) => {
    expect(matchKeys(typed(`${code}\r`, layout), code)).toEqual({
      kind: 'found',
      reading: { layout },
      aim: null,
      end: 'Enter',
    })
  })

  it.each<readonly [string, string, object]>([
    [']C0', '\r', { reading: { layout: 'es' }, aim: ']C0', end: 'Enter' }],
    ['~', '\t', { reading: { layout: 'es', prefix: '~' }, aim: null, end: 'Tab' }],
    ['\x02', '\x03', { reading: { layout: 'es', prefix: '\x02', suffix: '\x03' }, end: 'suffix' }],
    ['\x02', '\x03\r', { reading: { layout: 'es', prefix: '\x02', suffix: '\x03' }, end: 'Enter' }],
    ['~]C0', '$\r', { reading: { layout: 'es', prefix: '~', suffix: '$' }, aim: ']C0' }],
  ])('%j … %j', (before, behind, expected) => {
    expect(matchKeys(typed(before + code + behind, 'es'), code)).toMatchObject({ kind: 'found', ...expected })
  })

  it('where the PC makes Alt of AltGr, or keeps such a key for itself', () => {
    const keys = typed(`]C0${code}\r`, 'es')
    const asAlt = keys.map((key) => (key.altGr ? { ...key, altGr: false, alt: true } : key))
    expect(matchKeys(asAlt, code)).toMatchObject({ reading: { layout: 'es' }, aim: ']C0' })
    expect(matchKeys(keys.filter((key) => !key.altGr).slice(2), code)).toMatchObject({ reading: { layout: 'es' } })
  })

  it('with an accent as prefix, for which the scanner sends a blank as well', () => {
    const blank = { ...plain, code: 'Space' }
    const keys = [...typed('^', 'es'), blank, ...typed(`${code}\r`, 'es')]
    expect(matchKeys(keys, code)).toMatchObject({ reading: { layout: 'es', prefix: '^' } })
  })

  it('with keys that a program sends, which have a name and no place', () => {
    const keys = [...typed(code, 'de'), { ...plain, code: '', key: 'Enter' }]
    expect(matchKeys(keys, code)).toMatchObject({ reading: { layout: 'de' }, end: 'Enter' })
  })

  it('with Caps Lock in the scanner: letters turned round', () => {
    expect(matchKeys(typed(`${code.toLowerCase()}\r`, 'de'), code)).toMatchObject({ reading: { layout: 'de' } })
  })

  it.each<readonly [string, NamedKey[], string]>([
    ['nothing ends it', typed(code, 'us'), 'no-end'],
    ['a prefix behind the AIM id', typed(`]C0~${code}\r`, 'us'), 'prefix-behind-aim'],
    ['nine in front', typed(`123456789${code}\r`, 'us'), 'affix-too-long'],
    ['another code', typed('861888080000009\r', 'us'), 'other'],
    [
      'Alt and the keypad',
      [...'079083069080'].map((digit) => ({ ...plain, code: `Numpad${digit}`, alt: true })),
      'alt-mode',
    ],
    ['nothing', [], 'other'],
  ])('%s: no', (_name, keys, problem) => {
    expect(matchKeys(keys, code)).toEqual({ kind: 'problem', problem })
  })

  it('gives settings with which any other code of that scanner is read', () => {
    const affix = fc.string({ unit: fc.constantFrom(...'~!$%&()_+|<>?=;:'), maxLength: 4 })
    const layouts = fc.constantFrom(...keyboardLayouts)
    const aim = fc.constantFrom('', ']C0', ']Q1')
    const payload = fc.stringMatching(/^[0-9A-Z|;:_-]{8,30}$/)
    fc.assert(
      fc.property(layouts, affix, aim, affix, fc.constantFrom('\r', '\t', ''), payload, (...given) => {
        const [layout, before, aimId, behind, end, sent] = given
        // What a code itself may hold cannot tell where it ends.
        const body = aimId + sent
        fc.pre(behind === '' ? end !== '' : (body + behind).indexOf(behind) === body.length)
        const secret = newPairingCode()
        const match = matchKeys(typed(before + aimId + secret + behind + end, layout), secret)
        if (match.kind !== 'found') throw new Error(match.problem)
        expect(match.reading.layout).toBe(layout)
        const capture = createKeyboardCapture({ id: 'new', kind: 'keyboard', ...match.reading })
        const codes: string[] = []
        for (const [index, key] of typed(before + aimId + sent + behind + end, layout).entries()) {
          const full = { ...key, type: 'down' as const, key: 'x', repeat: false, composing: false }
          for (const action of capture.key(full, 1000 + index * 5).actions) {
            if (action.kind === 'code') codes.push(action.text)
          }
        }
        expect(codes).toEqual([aimId + sent])
      }),
      { numRuns: 2000 },
    )
  })
})
