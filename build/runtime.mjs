// The one place where start, test and bench get the programs they run from.
export { ensureElectron } from './electron-runtime.mjs'
export { ensureMongod } from './mongod-runtime.mjs'
export { ensurePython } from './python-runtime.mjs'
