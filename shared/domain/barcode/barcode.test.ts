import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { luhnCheckDigit } from '../luhn.ts'
import { type BarcodeContent, classify, longestCode } from './barcode.ts'
import { badgeCode, commandCode } from './command-code.ts'

const gs = '\x1d'
const imei = '861888080000009'
const otherImei = '352099001761481'
const iccid20 = '89882390000000000011'
const iccid19 = '8934010000000123455'
const token = '7K3M9PQRSTVWXYZ0123456ABCD'

const pair: BarcodeContent = { kind: 'pair', imei, imeiLuhn: true, imeisv: false, iccid: iccid20, iccidLuhn: true }
const unknown = (reason: Extract<BarcodeContent, { kind: 'unknown' }>['reason']) =>
  ({ kind: 'unknown', reason }) as const

describe('classify', () => {
  it('uses numbers whose check digits are right', () => {
    for (const good of [imei, otherImei, iccid20, iccid19])
      expect(luhnCheckDigit(good.slice(0, -1))).toBe(good.slice(-1))
  })

  it.each<readonly [string, BarcodeContent]>([
    [imei, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`${imei}\r\n`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`\u0002 ${imei}\u0003`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`\ufeff${imei}`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    ['123456789012345', { kind: 'imei', imei: '123456789012345', luhn: false, imeisv: false }],
    [`${imei.slice(0, 14)}23`, { kind: 'imei', imei, luhn: true, imeisv: true }],
    [`IMEI:${imei}`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`IMEI ${imei}`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    // The other program's device label of a unit without SIM.
    [`${imei}|`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`${imei}||64b7f0c2a1b2c3d4e5f60718`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`IMEI:${imei};ICCID:N/A;SN:1`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`8002${imei}`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`{"imei":"${imei}"}`, { kind: 'imei', imei, luhn: true, imeisv: false }],
  ])('an IMEI: %j', (code, expected) => {
    expect(classify(code)).toEqual(expected)
  })

  it.each<readonly [string, BarcodeContent]>([
    [iccid20, { kind: 'iccid', iccid: iccid20, luhn: true }],
    [iccid19, { kind: 'iccid', iccid: iccid19, luhn: true }],
    [`${iccid19}F`, { kind: 'iccid', iccid: iccid19, luhn: true }],
    [`${iccid19}f `, { kind: 'iccid', iccid: iccid19, luhn: true }],
    ['8934071000000000000', { kind: 'iccid', iccid: '8934071000000000000', luhn: false }],
    ['8934071000000000000000', { kind: 'iccid', iccid: '8934071000000000000000', luhn: false }],
    [`ICCID: ${iccid19}F`, { kind: 'iccid', iccid: iccid19, luhn: true }],
    [`{"ccid":"${iccid19}F"}`, { kind: 'iccid', iccid: iccid19, luhn: true }],
    ['898604B7110900000000', unknown('iccid-letters')],
    ['898600810906F8048812', unknown('iccid-letters')],
    [`${imei},898600810906F8048812`, unknown('iccid-letters')],
  ])('an ICCID: %j', (code, expected) => {
    expect(classify(code)).toEqual(expected)
  })

  it.each([
    `IMEI:${imei};ICCID:${iccid20}`,
    `IMEI:${imei};ICCID:${iccid20};SN:123456`,
    `imei=${imei};ccid=${iccid20}`,
    `IMEI: ${imei}; ICCID: ${iccid20}`,
    `IMEI ${imei} ICCID ${iccid20}`,
    `IMEI1:${imei};IMEI2:${imei};ICCID:${iccid20}`,
    `${imei},${iccid20}`,
    `${imei},${iccid20},SN0001`,
    `${imei}\n${iccid20}`,
    `${imei}\r\n${iccid20}`,
    `${imei}\t${iccid20}`,
    `${imei}|${iccid20}`,
    `${imei}|${iccid20}|64b7f0c2a1b2c3d4e5f60718`,
    `${imei} ${iccid20}`,
    `${iccid20} ${imei}`,
    `{"imei":"${imei}","iccid":"${iccid20}"}`,
    `{"IMEI":"${imei}","ccid":"${iccid20}","sn":5}`,
    `{"imei":"${imei}","iccid":"${iccid20}","ccid":"${iccid20}F"}`,
    `8002${imei}${gs}21${iccid20}`,
    `8002${imei}${gs}250${iccid20}`,
    `8002${imei}${gs}91${iccid20}`,
    `(8002)${imei}(21)${iccid20}`,
  ])('a pair in one code: %j', (code) => {
    expect(classify(code)).toEqual(pair)
  })

  it.each<readonly [string, BarcodeContent]>([
    [badgeCode(token), { kind: 'badge', token }],
    [badgeCode(token).toLowerCase(), { kind: 'badge', token }],
    [commandCode('UNDO'), { kind: 'command', command: 'UNDO' }],
    ['osecsignout\r', { kind: 'command', command: 'SIGNOUT' }],
    ['OSED12', { kind: 'defect', code: '12' }],
    [`OSEB${token.slice(2)}`, unknown('damaged')],
    ['OSECDANCE', unknown('damaged')],
    ['UNIT-00001234', { kind: 'unit', code: 'UNIT-00001234' }],
    [`UNIT-${imei}`, { kind: 'unit', code: `UNIT-${imei}` }],
    ['9912182511100012345600017', { kind: 'carton', number: '9912182511100012345600017' }],
    ['PKG:9912182511100012345600017', { kind: 'carton', number: '9912182511100012345600017' }],
    ['PKG:NEOWAY-2025-ABCDE-0000001', { kind: 'carton', number: 'NEOWAY-2025-ABCDE-0000001' }],
    ['8912182511100012345600017', { kind: 'box', number: '8912182511100012345600017' }],
    ['IB-2025-S01-000001', { kind: 'box', number: 'IB-2025-S01-000001' }],
    ['INBX-44519', { kind: 'box', number: 'INBX-44519' }],
    ['T9121800123456001', { kind: 'pallet', number: 'T9121800123456001' }],
    ['EST9121234567890', { kind: 'pallet', number: 'EST9121234567890' }],
    ['PAL-2025-0001', { kind: 'pallet', number: 'PAL-2025-0001' }],
    ['pal-2025-s01-000001', { kind: 'pallet', number: 'PAL-2025-S01-000001' }],
    ['00376104250021234569', { kind: 'pallet', number: '376104250021234569' }],
    ['{"type":"pallet","id":"1","pallet_number":"PAL-2025-0001"}', { kind: 'pallet', number: 'PAL-2025-0001' }],
    ['{"type":"package","id":"1","tracking_number":"1Z999"}', { kind: 'parcel', tracking: '1Z999' }],
  ])('%j', (code, expected) => {
    expect(classify(code)).toEqual(expected)
  })

  it.each<readonly [string, BarcodeContent]>([
    ['BATCH:OP-2025-001:3', { kind: 'order', order: 'OP-2025-001', lote: 3 }],
    ['BATCH:op-2025-001:3:2', { kind: 'order', order: 'OP-2025-001', lote: 3, linea: 2 }],
    ['BATCH:WH/MO/00123:12:1', { kind: 'order', order: 'WH/MO/00123', lote: 12, linea: 1 }],
    ['BATCH:A:B:4', { kind: 'order', order: 'A:B', lote: 4 }],
    ['ORDER:ANYTHING 7', { kind: 'order', order: 'ANYTHING 7' }],
    ['wh/mo/00123', { kind: 'order', order: 'WH/MO/00123' }],
    ['WL00123456', { kind: 'order', order: 'WL00123456' }],
    ['1800123456', { kind: 'order', order: '1800123456' }],
    ['ITAL-2024-001', { kind: 'order', order: 'ITAL-2024-001' }],
    ['OEM-014', { kind: 'order', order: 'OEM-014' }],
    [`400WH/MO/00123${gs}10L1`, { kind: 'order', order: 'WH/MO/00123' }],
    ['BATCH:OP-2025-001', unknown('not-a-device-code')],
    ['BATCH::3', unknown('not-a-device-code')],
  ])('an order: %j', (code, expected) => {
    expect(classify(code)).toEqual(expected)
  })

  it.each<readonly [string, BarcodeContent]>([
    ['', unknown('empty')],
    [' \r\n\u0000', unknown('empty')],
    ['1'.repeat(longestCode + 1), unknown('too-long')],
    [`${imei} ${otherImei}`, unknown('two-imeis')],
    [`IMEI1:${imei};IMEI2:${otherImei}`, unknown('two-imeis')],
    [`${imei},${iccid20},${otherImei}`, unknown('two-imeis')],
    [`${imei},${iccid20},${iccid19}`, unknown('two-iccids')],
    [`{"imei":"${imei}","IMEI":"${otherImei}"}`, unknown('two-imeis')],
    // A piece of an ICCID is as long as an IMEI; 01 and a GTIN as long as an IMEISV.
    [iccid20.slice(0, 15), unknown('ambiguous')],
    [`${iccid20.slice(0, 15)} ${iccid20}`, unknown('ambiguous')],
    ['0109506000134352', unknown('ambiguous')],
    // Half a pair is not a unit without SIM.
    [`${imei},898823900000`, unknown('not-a-device-code')],
    [`IMEI:${imei};ICCID:898823900000`, unknown('not-a-device-code')],
    [`IMEI:${imei.slice(1)};ICCID:${iccid20}`, unknown('not-a-device-code')],
    [`${imei}${iccid20}`, unknown('not-a-device-code')],
    ['8412345678905', unknown('not-a-device-code')],
    ['1234567890123456789', unknown('not-a-device-code')],
    ['SN:12345', unknown('not-a-device-code')],
    ['https://example.org/861888080000009', unknown('not-a-device-code')],
    ['T91218001234560', unknown('not-a-device-code')],
    [`8002${imei}${gs}`, { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`8002${imei}${gs}7709A`, unknown('gs1-invalid')],
    [`8002ABC${gs}10L`, unknown('not-a-device-code')],
    // Half of a pair would be lost without a word.
    ['{"imei":861888080000009,"iccid":"8988239000123456789"}', unknown('not-a-device-code')],
    ['{"imei":{"$ne":null},"iccid":"8988239000123456789"}', unknown('not-a-device-code')],
    ['{"imei":861888080000009}', unknown('not-a-device-code')],
    [`{"__proto__":{"imei":"${imei}"}}`, unknown('not-a-device-code')],
    ['{"constructor":"x","toString":"y"}', unknown('not-a-device-code')],
    [`[{"imei":"${imei}"}]`, unknown('not-a-device-code')],
    [`${'{"a":'.repeat(600)}1${'}'.repeat(600)}`, unknown('not-a-device-code')],
    [`{"imei":"${imei}"`, unknown('not-a-device-code')],
    ['{"type":"pallet","pallet_number":"=cmd()\\n"}', unknown('not-a-device-code')],
  ])('%j', (code, expected) => {
    expect(classify(code)).toEqual(expected)
  })

  it.each<readonly [string, string, BarcodeContent]>([
    [`]C0${imei}`, 'code-128', { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`]C18002${imei}${gs}21${iccid20}`, 'gs1-128', pair],
    [`]d2${gs}8002${imei}${gs}91${iccid20}`, 'gs1-data-matrix', pair],
    [`]Q38002${imei}`, 'gs1-qr', { kind: 'imei', imei, luhn: true, imeisv: false }],
    [`]C1${imei}`, 'gs1-128', unknown('gs1-invalid')],
    [`]Q1${imei}|${iccid20}`, 'qr', pair],
    [`]Q1${badgeCode(token)}`, 'qr', { kind: 'badge', token }],
    // An EAN-13 with its two-digit add-on.
    [']E3352099001761481', 'ean-upc', unknown('not-a-device-code')],
    [']C0', 'code-128', unknown('empty')],
  ])('%j is a %s', (code, symbology, expected) => {
    expect(classify(code)).toEqual({ ...expected, symbology })
  })

  it('answers any text, and never shows a token in another kind', () => {
    const pieces = fc.constantFrom(
      imei,
      iccid20,
      iccid19,
      'OSEB',
      token,
      'IMEI:',
      'ICCID',
      ']C1',
      ']Q3',
      gs,
      '8002',
      '21',
      '(',
      ')',
      '{',
      '"',
      ':',
      ',',
      '|',
      ' ',
      '\n',
      'BATCH:',
      'F',
    )
    const character = fc.nat(0xffff).map((code) => String.fromCharCode(code))
    const garbage = fc.array(fc.oneof(pieces, character), { maxLength: 12 }).map((list) => list.join(''))
    fc.assert(
      fc.property(garbage, (text) => {
        const barcode = classify(text)
        if (barcode.kind === 'imei' || barcode.kind === 'pair') expect(barcode.imei).toMatch(/^[0-9]{15}$/)
        if (barcode.kind === 'iccid' || barcode.kind === 'pair') expect(barcode.iccid).toMatch(/^[0-9]{19,22}$/)
        if (/^\s*OSEB/i.test(text)) expect(['badge', 'unknown']).toContain(barcode.kind)
      }),
      { numRuns: 3000 },
    )
  })

  it('answers any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(classify(Buffer.from(bytes).toString('latin1')).kind).toBeTypeOf('string')
      }),
    )
  })

  it('never reads an IMEI as an ICCID, or a piece of an ICCID as an IMEI', () => {
    const digit = fc.constantFrom(...'0123456789')
    fc.assert(
      fc.property(fc.string({ unit: digit, minLength: 15, maxLength: 16 }), (digits) => {
        expect(['imei', 'unknown']).toContain(classify(digits).kind)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: digit, minLength: 17, maxLength: 20 }), fc.nat(22), (tail, length) => {
        expect(classify(`89${tail}`.slice(0, length)).kind).not.toBe('imei')
      }),
    )
  })

  it('reads the longest codes at once', () => {
    // Each is the worst case of one of the readers; quadratic work would show as seconds.
    for (const piece of [' ', '(', '(10)', '{"a":', ',', 'IMEI:', gs, ']', '8002', 'a:', '\u0000']) {
      const code = piece.repeat(longestCode / piece.length)
      expect(classify(`x${code.slice(2)}x`).kind).toBe('unknown')
      expect(classify(code).kind).toBe('unknown')
    }
  })
})
