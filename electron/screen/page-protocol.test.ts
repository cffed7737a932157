import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOurAddress, pageServer } from './page-protocol.ts'

let parent: string
let serve: ReturnType<typeof pageServer>
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'ose-page-'))
  mkdirSync(join(parent, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(parent, 'secret.js'), 'secret')
  writeFileSync(join(parent, 'renderer', 'index.html'), '<meta nonce="__CSP_NONCE__"><i nonce="__CSP_NONCE__">')
  writeFileSync(join(parent, 'renderer', 'assets', 'main-A_b-1.js'), 'code')
  writeFileSync(join(parent, 'renderer', 'assets', 'main-A_b-1.js.map'), 'map')
  writeFileSync(join(parent, 'renderer', '.main.js'), 'hidden')
  serve = pageServer(join(parent, 'renderer'))
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

describe('pageServer', () => {
  it.each(['ose://station/', 'ose://station/index.html', 'ose://station/?a=b#c'])(
    'serves the page at %s with a nonce of its own',
    async (address) => {
      const [first, second] = [await serve(address, 'GET'), await serve(address, 'GET')]
      expect(first.status).toBe(200)
      expect(first.headers['Content-Type']).toBe('text/html; charset=utf-8')
      const nonces = [...first.body.toString().matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce)
      expect(nonces).toHaveLength(2)
      expect(new Set(nonces).size).toBe(1)
      expect(first.headers['Content-Security-Policy']).toContain(`'nonce-${nonces[0]}'`)
      expect(second.body.equals(first.body)).toBe(false)
    },
  )

  it('allows the page nothing but its own files', async () => {
    const { headers } = await serve('ose://station/', 'GET')
    const policy = headers['Content-Security-Policy'] ?? ''
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
    expect(rules.get('default-src')).toEqual(["'none'"])
    expect(rules.get('script-src')).toEqual(["'self'"])
    for (const name of [
      'connect-src',
      'object-src',
      'frame-src',
      'base-uri',
      'form-action',
      'frame-ancestors',
      'worker-src',
    ]) {
      expect(rules.get(name)).toEqual(["'none'"])
    }
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
  })

  it('serves what the page is made of', async () => {
    const answer = await serve('ose://station/assets/main-A_b-1.js', 'GET')
    expect(answer).toMatchObject({ status: 200, headers: { 'Content-Type': 'text/javascript; charset=utf-8' } })
    expect(answer.body.toString()).toBe('code')
  })

  it.each([
    'ose://station/../secret.js',
    'ose://station/..%2fsecret.js',
    'ose://station/%2e%2e/secret.js',
    'ose://station/assets/..%5c..%5c..%5csecret.js',
    'ose://station/assets\\..\\..\\secret.js',
    'ose://station/..;/secret.js',
    'ose://station//etc/passwd',
    'ose://station/C:/secret.js',
    'ose://station/.main.js',
    'ose://station/assets/main-A_b-1.js.map',
    'ose://station/assets/main-A_b-1.js%00.png',
    'ose://station/assets/',
    'ose://station/assets',
    'ose://station/none.js',
  ])('does not serve %s', async (address) => {
    const answer = await serve(address, 'GET')
    expect(answer.status).toBe(404)
    expect(answer.body.byteLength).toBe(0)
  })

  it.each([
    ['ose://other/index.html', 'GET'],
    ['file:///etc/passwd', 'GET'],
    ['ose://station/', 'POST'],
    ['no address', 'GET'],
  ])('has nothing at %s for %s', async (address, method) => {
    expect((await serve(address, method)).status).toBe(405)
  })
})

describe('isOurAddress', () => {
  it.each([
    ['ose://station/', true],
    ['ose://station/x', true],
    ['ose://station.example/', false],
    ['ose://station@example/', false],
    ['https://station/', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (address, ours) => {
    expect(isOurAddress(address)).toBe(ours)
  })
})
