import { parseArgs } from 'node:util'
import type { AdministrationOptions, AdministrationParts } from './administration-parts.ts'
import { secretPrompt } from './asked-secret.ts'
import { checkDataCommand, checkDataOptions, checkDataUsage } from './check-data.ts'
import { readLocalCommand } from './local-command.ts'
import { administrationCommandIn } from './names.ts'

const usage = `
${checkDataUsage}
prepare-database --uri mongodb://ADMIN@HOST/?authSource=admin [--database ose] [--station-user station]
    Makes collections, indexes, the stations' role and their user, on a server that you administer.
move-database --uri mongodb://USER@HOST/?authSource=admin [--database ose]
    Copies this PC's database to that server, compares every document, and switches this PC. Close the program first.

Passwords are asked for, or read from OSE_SERVER_PASSWORD and OSE_STATION_PASSWORD; never from an argument.
`

/**
 * What is done at a command line, by whoever administers the server or the PC. Runs under plain Node too.
 * @returns the exit code
 */
export async function runAdministration(args: readonly string[], parts: AdministrationParts): Promise<number> {
  const command = administrationCommandIn(args)
  const say = (line: string) => void parts.output.write(`${line}\n`)
  const local = readLocalCommand(args)
  if (local !== null) {
    const { runLocalCommand } = await import('./run-local-command.ts')
    return runLocalCommand(local, { ...parts, usualFolder: parts.folder, print: say })
  }
  // What stands before it is the application's own: its folder, a switch of Chromium's.
  const at = args.findIndex((arg) => arg.replace(/^--/, '') === command)
  const rest = args.slice(at + 1)
  const options = optionsIn(rest)
  const check = command === 'check-data' ? checkDataOptions(rest) : null
  if (command === null || (command === 'check-data' ? check === null : options === null)) {
    say(usage.trim())
    return 2
  }
  if (/^mongodb(\+srv)?:\/\/[^@/]*:[^@/]*@/.test((check ?? options)?.uri ?? '')) {
    say('Leave the password out of --uri: arguments are readable for every user of this machine.')
    return 2
  }
  const prompt = secretPrompt(parts.env, parts.input, parts.output)
  try {
    if (check !== null) return await checkDataCommand({ ...parts, ...check, prompt, say })
    if (options === null) return 2
    const work = { ...parts, ...options, prompt, say }
    if (command === 'prepare-database') return await (await import('./prepare.ts')).prepare(work)
    return await (await import('./move.ts')).move(work)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return 1
  } finally {
    prompt.close()
  }
}

function optionsIn(args: readonly string[]): AdministrationOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { uri: { type: 'string' }, database: { type: 'string' }, 'station-user': { type: 'string' } },
    })
    const { uri, database = 'ose' } = values
    if (uri === undefined || !/^mongodb(\+srv)?:\/\//.test(uri) || !/^[A-Za-z0-9_-]{1,38}$/.test(database)) return null
    return { uri, database, stationUser: values['station-user'] ?? null }
  } catch {
    return null
  }
}
