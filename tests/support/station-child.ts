import { createInterface } from 'node:readline'
import type { Actor } from '../../shared/station/act.ts'
import { openStation } from './station-bench.ts'

/**
 * A station as a process of its own, to be killed: takes codes from its standard input, one a line, and says on its
 * standard output what each was answered, as JSON. At its start it says what it was told before.
 * `node station-child.mjs <uri> <database> <folder>`
 */
const [uri = '', databaseName = '', folder = ''] = process.argv.slice(2)
const words = ['production', 'trialbench'] as const
const person: Actor = { employee_id: 'EMP-001', name: 'Ana', isSupervisor: false, stations: words }
// This file is bundled with the tests' own station in the tables, and type-checked without it.
const offered = words as readonly string[] as readonly 'production'[]
const bench = await openStation({ uri, databaseName, folder, offered, person })
await bench.desk.station.idle()
const { recent, word, standing } = bench.state()
say({ recent, word, isStanding: standing !== null })
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'state') {
    const { kept, conflicts } = bench.state()
    say({ kept: kept.count, conflicts, bugs: bench.bugs.map(String) })
  } else {
    const { scanId, word: answer, blocks } = await bench.scan(line)
    say({ scanId, word: answer, blocks })
  }
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`)
}
