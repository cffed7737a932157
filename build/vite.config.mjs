import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { dist, root } from './paths.mjs'

export default defineConfig({
  root: join(root, 'renderer'),
  // The page is served by the app's own protocol: addresses are relative to it.
  base: './',
  plugins: [react()],
  logLevel: 'warn',
  build: {
    // The older of the two Electrons; the newer runs it as well.
    target: 'chrome108',
    cssTarget: 'chrome108',
    // bundle-renderer.mjs puts it in its place when it is whole.
    outDir: join(dist, 'renderer.new'),
    emptyOutDir: true,
    // The page's CSP allows no data: addresses and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // For reading a stack out of the log; the page does not refer to them.
    sourcemap: 'hidden',
    // One page from one disk: splitting would only cost round trips.
    chunkSizeWarningLimit: 5000,
  },
})
