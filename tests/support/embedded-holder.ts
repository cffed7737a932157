import { startEmbeddedServer } from '../../electron/mongod/embedded-server.ts'

/**
 * A program that holds an embedded server and can be killed: `holder <folder> <mongod> <tied|loose>`. Prints one JSON
 * line per status, with the connection string once it runs; ends cleanly at SIGTERM.
 */
const [folder = '', executable = '', tie] = process.argv.slice(2)
const server = startEmbeddedServer({
  folder,
  executable,
  log: () => undefined,
  endsWithProgram: tie === 'tied',
  onStatus: (status) => {
    const line = { ...status, pid: server.pid() }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  },
})
process.once('SIGTERM', () => void server.stop())
