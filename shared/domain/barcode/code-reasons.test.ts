import { describe, expect, it } from 'vitest'
import { explainCode } from './code-reasons.ts'

const words = (raw: string) => explainCode(raw).reasons.map(({ word }) => word)

describe('why a code was taken for what it is', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['861888080000009', 'imei', ['form-digits', 'imei-luhn-right']],
    ['861888080000001', 'imei', ['form-digits', 'imei-luhn-wrong']],
    ['8618880800000012', 'imei', ['form-digits', 'imeisv']],
    [']C0861888080000009', 'imei', ['aim-id', 'form-digits', 'imei-luhn-right']],
    ['89882390000000000011', 'iccid', ['form-digits', 'iccid-luhn-right']],
    ['IMEI:861888080000009;ICCID:89882390000000000011', 'pair', ['form-text', 'imei-luhn-right', 'iccid-luhn-right']],
    [']d28002861888080000009', 'imei', ['aim-id', 'form-gs1', 'imei-luhn-right']],
    [']C101', 'unknown', ['aim-id', 'form-gs1', 'unknown-gs1-invalid']],
    ['OSECACK', 'command', ['form-own']],
    ['OSECNOTHING', 'unknown', ['form-own', 'unknown-damaged']],
    [']E04006381333931', 'unknown', ['aim-id', 'form-retail', 'unknown-not-a-device-code']],
    ['{"imei":"861888080000009"}', 'imei', ['form-json', 'imei-luhn-right']],
    ['8982390000000000', 'unknown', ['form-digits', 'unknown-ambiguous']],
    [' \r', 'unknown', ['form-empty']],
    ['9'.repeat(5000), 'unknown', ['form-too-long']],
  ])('%j', (raw, kind, reasons) => {
    expect(explainCode(raw).kind).toBe(kind)
    expect(words(raw)).toEqual(reasons)
  })

  it('says which check digit there is and which it should be', () => {
    expect(explainCode('861888080000001').reasons[1]?.params).toEqual({ digit: '1', due: '9' })
  })

  it('says nothing of a badge', () => {
    const explained = explainCode('OSEB0123456789ABCDEFGHJKMNPQRS')
    expect(explained.kind).toBe('badge')
    expect(JSON.stringify(explained)).not.toContain('0123')
  })
})
