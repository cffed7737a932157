// Loaded into the main process by `-r`: throws there a second after the start, as often as the file says.
const { readFileSync, writeFileSync } = require('node:fs')

const file = process.env.OSE_TEST_THROWS
const left = Number(readFileSync(file, 'utf8'))
if (left > 0) {
  writeFileSync(file, String(left - 1))
  setTimeout(() => {
    throw new Error('thrown by the test')
  }, 1000)
}
