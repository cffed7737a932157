import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { badgeCode } from '../../shared/domain/barcode/command-code.ts'
import { openLog } from './log.ts'
import { logLine, newLogId } from './log-line.ts'

const at = new Date('2026-03-01T10:00:00Z')
const line = (facts: Record<string, unknown>, event = 'scan.read') => logLine(at, 'AAAA-0001', event, facts)
const factsOf = (facts: Record<string, unknown>) => JSON.parse(line(facts)).facts

describe('logLine', () => {
  it('is one line of JSON, whatever the text', () => {
    const hostile = `x\n{"event":"forged"}\r\u2028\u0085\u001b[2J\u009b31m\u202e"}`
    const made = line({ code: hostile }, hostile)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may stand in a log
    expect(made).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/)
    expect(JSON.parse(made)).toEqual({
      at: at.toISOString(),
      id: 'AAAA-0001',
      event: hostile,
      facts: { code: hostile },
    })
  })

  it('hides what is secret by its name, at any depth', () => {
    const made = line({
      password: 's3cret',
      input: {
        identifier: 'EMP-1',
        Password: 's3cret',
        nested: [{ refresh_token: 's3cret', password_hash: 's3cret' }],
      },
      OSE_MONGODB_URI: 's3cret',
      connectionString: 's3cret',
    })
    expect(made).not.toContain('s3cret')
    expect(made).toContain('EMP-1')
  })

  it("hides the password of a connection string inside any text, also an error's", () => {
    const error = new Error('cannot connect to mongodb+srv://user:p%40ss@plant.example/db')
    error.cause = new Error('mongodb://user:p%40ss@a,b/')
    const made = line({ error, text: 'mongodb://user:p%40ss@127.0.0.1:27017/?tls=true' })
    expect(made).not.toContain('p%40ss')
    expect(made).toContain('plant.example')
    expect(JSON.parse(made).facts.error.stack).toContain('log.test')
  })

  it('masks badge tokens, also across the place where a text is cut', () => {
    const token = 'ABCDEFGHJKMNPQRSTVWXYZ0123'
    const code = badgeCode(token)
    expect(line({ code })).not.toContain(token)
    for (let lead = 3960; lead < 4010; lead++) expect(line({ code: ' '.repeat(lead) + code })).not.toContain('ABCDEFGH')
  })

  it('stays short and never throws', () => {
    const endless: Record<string, unknown> = {}
    endless['self'] = endless
    expect(
      line({ endless, long: 'x'.repeat(100_000), many: Array.from({ length: 5000 }, () => 'y'.repeat(100)) }).length,
    ).toBeLessThan(20_000)
    expect(
      factsOf({ big: 1n, none: undefined, when: new Date(Number.NaN), bytes: Buffer.from('abc'), act: () => 1 }),
    ).toEqual({
      big: '1',
      when: 'invalid date',
      bytes: '[3 bytes]',
      act: '[function]',
    })
  })

  it('has ids that can be read out', () => {
    expect(newLogId()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  })
})

describe('openLog', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ose-log-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('writes at once, goes on in the same file, and answers the id in it', () => {
    const first = openLog({ folder: join(folder, 'logs') })
    const id = first.log('one', { a: 1 })
    expect(readFileSync(first.file, 'utf8')).toContain(id)
    first.close()
    const second = openLog({ folder: join(folder, 'logs') })
    second.log('two')
    second.close()
    expect(readFileSync(second.file, 'utf8').trim().split('\n')).toHaveLength(2)
  })

  it('puts full files aside and keeps so many', () => {
    const { log, close } = openLog({ folder, maxBytes: 1000, keep: 2 })
    for (let index = 0; index < 60; index++) log('event', { index })
    close()
    expect(readdirSync(folder).sort()).toEqual(['station.1.log', 'station.2.log', 'station.log'])
    const newest = readFileSync(join(folder, 'station.log'), 'utf8').trim().split('\n').at(-1)
    expect(JSON.parse(newest ?? '').facts).toEqual({ index: 59 })
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name)).byteLength).toBeLessThanOrEqual(1000)
  })

  it('loses lines, and nothing else, where the folder cannot be written', () => {
    const { log, close } = openLog({ folder: join(folder, 'file', 'logs') })
    openLog({ folder: join(folder, 'file') }).close()
    rmSync(join(folder, 'file'), { recursive: true, force: true })
    expect(log('event')).toMatch(/-/)
    close()
    const blocked = openLog({ folder: '/dev/null/logs' })
    expect(blocked.log('event')).toMatch(/-/)
  })
})
