import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { type Bridge, type HostilePage, openHostilePage } from '../support/hostile-page.ts'

let hostile: HostilePage
test.beforeAll(async () => {
  hostile = await openHostilePage()
})
test.afterAll(() => hostile?.close())

test('the page runs in the whole sandbox, as nobody in particular', async () => {
  const pid = await hostile.station.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  )
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\t2$/m)
  expect(status).toMatch(/^NoNewPrivs:\t1$/m)
  expect(status).toMatch(/^CapEff:\t0+$/m)
  expect(status).not.toMatch(/^Uid:\t0\t/m)
  const commandLine = (await readFile(`/proc/${hostile.station.pid}/cmdline`, 'utf8')).split('\0')
  expect(commandLine).not.toContain('--no-sandbox')
})

test('the page has no Node and a bridge of two functions', async () => {
  const seen = await hostile.station.page.evaluate(() => {
    const { bridge } = window as unknown as Bridge
    const replaced = (() => {
      try {
        Object.assign(window, { bridge: null })
        Object.assign(bridge, { call: null })
      } catch {
        // Frozen, as it should be.
      }
      return (window as unknown as Bridge).bridge !== bridge || typeof bridge.call !== 'function'
    })()
    const node = ['require', 'process', 'module', 'exports', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer']
    return {
      node: node.filter((name) => name in window),
      bridge: Reflect.ownKeys(bridge).map(String),
      kinds: Reflect.ownKeys(bridge).map((key) => typeof Reflect.get(bridge, key)),
      replaced,
      // The bridge's functions are the page's own: their constructor is the page's Function, which the policy stops.
      foreign: bridge.call.constructor === Function,
    }
  })
  expect(seen).toEqual({
    node: [],
    bridge: ['call', 'on'],
    kinds: ['function', 'function'],
    replaced: false,
    foreign: true,
  })
})

test('the policy stops eval, inline scripts, foreign scripts, styles and workers', async () => {
  const done = await hostile.station.page.evaluate(async (host) => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const world = window as unknown as Record<string, unknown> // marks that a script would leave behind
    // A task of its own: what the debugger evaluates itself may be let through.
    const later = <Value>(work: () => Value) =>
      new Promise<string>((resolve) =>
        setTimeout(() => {
          try {
            work()
            resolve('ran')
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'thrown')
          }
        }),
      )
    // biome-ignore lint/security/noGlobalEval: that it does not work is what is tested
    const evaluated = await later(() => window.eval('1'))
    const constructed = await later(() => new Function('return 1')())
    const timed = await later(() => setTimeout('window.marked = true', 0))
    const append = (tag: string, attributes: Record<string, string>, text = '') => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      element.textContent = text
      document.body.append(element)
      return element
    }
    const added = [
      append('script', {}, 'window.marked = true'),
      append('script', { src: 'data:text/javascript,window.marked=true' }),
      append('script', { src: `http://${host}/script.js` }),
      append('style', {}, ':root { --marked: 1 }'),
      append('link', { rel: 'stylesheet', href: 'data:text/css,:root{--marked:1}' }),
      append('link', { rel: 'stylesheet', href: `http://${host}/style.css` }),
      append('div', { style: '--marked: 1', onclick: 'window.marked = true', id: 'marked' }),
      append('img', { src: `http://${host}/image.png` }),
      append('object', { data: `http://${host}/object` }),
      append('video', { src: `http://${host}/video` }),
    ]
    document.getElementById('marked')?.click()
    const worker = await later(
      () => new Worker(URL.createObjectURL(new Blob(['self.close()'], { type: 'text/javascript' }))),
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    const marked = [
      world['marked'] === true,
      getComputedStyle(document.documentElement).getPropertyValue('--marked') !== '',
      getComputedStyle(added[6] ?? document.body).getPropertyValue('--marked') !== '',
    ]
    for (const element of added) element.remove()
    return { evaluated, constructed, timed, worker, marked, violations: [...new Set(violations)].sort() }
  }, hostile.outsideAt)
  expect(done.evaluated).toBe('EvalError')
  expect(done.constructed).toBe('EvalError')
  expect(done.marked).toEqual([false, false, false])
  expect(done.violations).toEqual([
    'img-src',
    'media-src',
    'object-src',
    'script-src',
    'script-src-attr',
    'script-src-elem',
    'style-src-attr',
    'style-src-elem',
    'worker-src',
  ])
  expect(hostile.reached).toEqual([])
})

test('the page reaches nobody', async () => {
  const done = await hostile.station.page.evaluate(async (host) => {
    const fetched = (address: string) =>
      fetch(address).then(
        () => `${address} reached`,
        () => 'no',
      )
    const requested = new Promise<string>((resolve) => {
      const request = new XMLHttpRequest()
      request.onload = () => resolve('reached')
      request.onerror = () => resolve('no')
      request.open('GET', `http://${host}/xhr`)
      request.send()
    })
    const socket = await new Promise<string>((resolve) => {
      try {
        const opened = new WebSocket(`ws://${host}/socket`)
        opened.onopen = () => resolve('reached')
        opened.onerror = () => resolve('no')
      } catch {
        resolve('no')
      }
    })
    const events = await new Promise<string>((resolve) => {
      const source = new EventSource(`http://${host}/events`)
      source.onopen = () => resolve('reached')
      source.onerror = () => resolve('no')
    })
    navigator.sendBeacon(`http://${host}/beacon`, 'x')
    return [
      await fetched(`http://${host}/fetch`),
      await fetched('file:///etc/passwd'),
      await fetched('ose://station/index.html'),
      await fetched('ose://elsewhere/index.html'),
      await fetched('data:text/plain,x'),
      await requested,
      socket,
      events,
    ]
  }, hostile.outsideAt)
  expect(done).toEqual(Array.from({ length: 8 }, () => 'no'))
  await hostile.station.page.waitForTimeout(300)
  expect(hostile.reached).toEqual([])
})

test('no other window, no other address, no frame, no webview', async () => {
  const { page } = hostile.station
  const windows = await page.evaluate(
    (host) =>
      [
        window.open('about:blank'),
        window.open(`http://${host}/open`),
        window.open('ose://station/'),
        window.open('file:///etc'),
      ].map(String),
    hostile.outsideAt,
  )
  expect(windows).toEqual(['null', 'null', 'null', 'null'])
  for (const address of [
    `http://${hostile.outsideAt}/go`,
    'file:///etc/passwd',
    'ose://elsewhere/',
    'data:text/html,<p>x',
  ]) {
    await page.evaluate((to) => {
      window.location.href = to
    }, address)
    await page.evaluate((to) => {
      const link = document.createElement('a')
      link.href = to
      link.download = 'kept'
      document.body.append(link)
      link.click()
      link.remove()
      const form = document.createElement('form')
      form.action = to
      form.method = 'post'
      document.body.append(form)
      form.submit()
      form.remove()
    }, address)
  }
  await page.waitForTimeout(300)
  expect(await page.evaluate(() => window.location.href)).toBe('ose://station/')
  expect(await page.evaluate(() => document.querySelector('[data-testid="sign-in"]') !== null)).toBe(true)
  // Playwright waits for ever for a navigation that was stopped; a new load ends that.
  await page.reload()
  await expect(page.getByTestId('sign-in')).toBeVisible()
  expect(await hostile.station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

  const framed = await page.evaluate(async (host) => {
    const seen: string[] = []
    for (const attributes of [
      { src: 'about:blank' },
      { src: 'ose://station/' },
      { src: `http://${host}/frame` },
      { srcdoc: '<p>x' },
    ]) {
      const frame = document.createElement('iframe')
      for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value)
      document.body.append(frame)
      await new Promise((resolve) => setTimeout(resolve, 150))
      try {
        const inner = frame.contentWindow
        seen.push(inner !== null && 'bridge' in inner ? 'bridge' : 'nothing')
      } catch {
        // Another origin, which is what Chromium puts in the place of a frame it did not load.
        seen.push('nothing')
      }
      frame.remove()
    }
    const view = document.createElement('webview')
    view.setAttribute('src', 'ose://station/')
    view.setAttribute('preload', 'file:///etc/passwd')
    document.body.append(view)
    await new Promise((resolve) => setTimeout(resolve, 150))
    seen.push('getWebContentsId' in view ? 'webview' : 'nothing')
    view.remove()
    return seen
  }, hostile.outsideAt)
  expect(framed).toEqual(['nothing', 'nothing', 'nothing', 'nothing', 'nothing'])
  expect(await hostile.station.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  expect(hostile.reached).toEqual([])
})
