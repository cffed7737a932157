import { join } from 'node:path'
import { root } from './paths.mjs'

/**
 * Big packages that no start needs: each is a file of its own beside main.cjs, read when it is first used.
 * @type {Readonly<Record<string, string>>} what the code imports → the file's name
 */
const lateModules = { mongodb: 'mongodb', 'mongodb/lib/cmap/commands.js': 'mongodb', 'bwip-js/generic': 'bwip-js' }

/** What each of those files is made of. */
export const lateFiles = [
  { in: join(root, 'build', 'mongodb-whole.js'), out: 'mongodb' },
  { in: 'bwip-js/generic', out: 'bwip-js' },
]

/**
 * Parts of ours that main.ts reads after the window has opened, or only when a command asks for them: bundles of their own.
 * @type {Readonly<Record<string, string>>} what main.ts imports → the file's name
 */
const lateBundles = {
  './behind-window.ts': 'behind-window',
  './administration/commands.ts': 'administration-commands',
}

/**
 * Leaves the late modules out of a bundle. A static import of one (the database's repositories all name `ObjectId`) gets
 * an object that reads the file at the first use of anything in it; being a prototype, it passes through esbuild's copy of a
 * module's names, which would otherwise read all of them at once.
 * @type {import('esbuild').Plugin}
 */
export const lateModulesPlugin = {
  name: 'late-modules',
  setup(build) {
    build.onResolve({ filter: /^(?:mongodb|bwip-js)/ }, ({ path, kind }) => {
      const name = lateModules[path]
      if (name === undefined) return undefined
      const file = `./${name}.cjs`
      if (kind === 'dynamic-import' || kind === 'require-call') return { path: file, external: true }
      return { path: file, namespace: 'late' }
    })
    build.onResolve({ filter: /^\.\// }, ({ path, kind }) => {
      const file = lateBundles[path]
      return kind === 'dynamic-import' && file !== undefined ? { path: `./${file}.cjs`, external: true } : undefined
    })
    build.onResolve({ filter: /^\.\//, namespace: 'late' }, ({ path }) => ({ path, external: true }))
    build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      loader: 'js',
      contents: `
        let loaded
        const load = () => (loaded ??= require(${JSON.stringify(path)}))
        // esbuild asks whether it is a module of the standard before anybody uses anything of it.
        const names = new Proxy({}, { get: (_, name) => (name === '__esModule' ? true : load()[name]) })
        module.exports = Object.create(names)
      `,
    }))
  },
}

/**
 * zod brings its messages in fifty languages; a problem is answered in the catalogues' words, so only English, its default, stays.
 * @type {import('esbuild').Plugin}
 */
export const zodInEnglish = {
  name: 'zod-in-english',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({
      loader: 'js',
      resolveDir: join(root, 'node_modules', 'zod', 'v4', 'locales'),
      contents: `export { default as en } from './en.js'`,
    }))
  },
}
