import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagesOf } from './licences.mjs'
import { root } from './paths.mjs'

/**
 * How the page is built.
 * @param {import('./variants.mjs').Variant} variant
 * @returns {Promise<import('vite').UserConfig>}
 */
export async function pageConfig({ place, conditions }) {
  // Not at the top: this module is loaded before the packages are installed.
  const [{ default: react }, { defaultClientConditions }] = await Promise.all([
    import('@vitejs/plugin-react'),
    import('vite'),
  ])
  return {
    root: join(root, 'renderer'),
    // The page is served by the app's own protocol: addresses are relative to it.
    base: './',
    plugins: [react(), zodInEnglish(), packageList(place)],
    resolve: { conditions: [...conditions, ...defaultClientConditions] },
    logLevel: 'warn',
    build: {
      // The older of the two Electrons; the newer runs it as well.
      target: 'chrome108',
      cssTarget: 'chrome108',
      // bundle-renderer.mjs puts it in its place when it is whole.
      outDir: join(place, 'renderer.new'),
      emptyOutDir: true,
      // The page's CSP allows no data: addresses and no inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // For reading a stack out of the log; the page does not refer to them.
      sourcemap: 'hidden',
      chunkSizeWarningLimit: 5000,
      cssCodeSplit: true,
      rolldownOptions: {
        output: {
          // What the first screen needs is one file and one style sheet: each request passes the main process, which is busy
          // reading the rest of the program at that moment.
          codeSplitting: { groups: [{ debugName: 'first screen', name: firstScreen() }] },
        },
      },
    },
  }
}

/**
 * Names the modules that the page imports at once, directly or through others.
 * @returns {(id: string, context: { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }) => string | null}
 */
function firstScreen() {
  /** @type {Set<string> | undefined} */
  let eager
  return (id, context) => {
    if (eager === undefined) {
      eager = new Set()
      const waiting = [join(root, 'renderer', 'main.tsx')]
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (eager.has(next)) continue
        eager.add(next)
        waiting.push(...(context.getModuleInfo(next)?.importedIds ?? []))
      }
    }
    return eager.has(id) ? 'page' : null
  }
}

/** As in late-modules.mjs, for the page. */
function zodInEnglish() {
  return {
    name: 'zod-in-english',
    /** @param {string} id */
    load: (id) =>
      /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/.test(id) ? `export { default as en } from './en.js'` : null,
  }
}

/**
 * Names the packages that the page is made of: their licences are shipped with it.
 * @param {string} place
 * @returns {import('vite').Plugin}
 */
function packageList(place) {
  return {
    name: 'package-list',
    generateBundle() {
      const ids = [...this.getModuleIds()]
      mkdirSync(place, { recursive: true })
      writeFileSync(join(place, '.renderer.packages.json'), JSON.stringify([...packagesOf(ids)]))
    },
  }
}
