// Stands in for Electron's default_app.asar in a runtime that comes without one (electron-runtime.mjs, the fallback):
// it runs the app whose folder is the first argument, as `electron <folder>` does everywhere else.

const { app } = require('electron')
const path = require('node:path')

const withValue = ['-r', '--require']
const args = process.argv.slice(1)
const folder = args.find((arg, index) => !arg.startsWith('-') && !withValue.includes(args[index - 1] ?? ''))
if (folder === undefined) {
  console.error('usage: electron [options] <folder of the app>')
  process.exit(1)
}

const appFolder = path.resolve(folder)
const manifest = require(path.join(appFolder, 'package.json'))
const name = manifest.productName ?? manifest.name
// What Electron's own default app sets, in its order: the user-data folder follows the name.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
app.setVersion?.(manifest.version)
app.setName(name)
app.setAppPath(appFolder)
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.join(app.getPath('appData'), name))
for (const index of args.keys()) {
  if (withValue.includes(args[index])) require(path.resolve(args[index + 1]))
}
require(path.resolve(appFolder, manifest.main ?? 'index.js'))
