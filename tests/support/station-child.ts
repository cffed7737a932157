import { imei } from './codes.ts'
import { openStation } from './station-bench.ts'

/**
 * A station as a process of its own, to be killed: scans one unit after another from the given number on, and says on
 * its standard output what each was answered. `node station-child.mjs <uri> <database> <folder> <station> <from>`
 */
const [uri = '', databaseName = '', folder = '', station = '', from = '0'] = process.argv.slice(2)
const bench = await openStation({ uri, databaseName, folder, station })
if (bench.work().order === null) await bench.open('ORD-KILL', 1)
say('ready')
for (let number = Number(from); ; number++) {
  const verdict = await bench.scan(imei(number))
  say(`answer ${number} ${verdict.word}`)
  if (verdict.blocks) await bench.scan('OSECACK')
  // Now and then the operator takes one back.
  if (number % 7 === 3) say(`undo ${number} ${(await bench.scan('OSECUNDO')).word}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
