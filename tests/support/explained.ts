import { type CommandStartedEvent, type Db, type Document, MongoClient } from 'mongodb'

/** What one command cost, as the server explains it. */
export interface Explained {
  readonly command: string
  readonly stages: ReadonlySet<string>
  /** Documents that a find or update found; rows of an aggregate. */
  readonly returned: number
  readonly keys: number
  readonly documents: number
}

const parts: Readonly<Record<string, readonly string[]>> = {
  find: ['find', 'filter', 'sort', 'limit', 'projection', 'hint'],
  aggregate: ['aggregate', 'pipeline', 'cursor'],
  update: ['update', 'updates'],
}

/** A connection whose commands can be explained after they ran. */
export async function explainingClient(uri: string, name: string) {
  const client = await new MongoClient(uri, { monitorCommands: true }).connect()
  const db = client.db(name)
  let sent: CommandStartedEvent[] = []
  client.on('commandStarted', (event) => {
    if (event.commandName in parts) sent.push(event)
  })

  return {
    client,
    db,
    /** Runs it, and has the server explain every command that it sent. */
    async explain<Value>(work: () => Promise<Value>): Promise<{ value: Value; explained: Explained[] }> {
      sent = []
      const value = await work()
      const commands = sent
      const explained: Explained[] = []
      for (const { commandName, command } of commands) explained.push(await explainOne(db, commandName, command))
      return { value, explained }
    },
  }
}

async function explainOne(db: Db, name: string, command: Document): Promise<Explained> {
  const own = (parts[name] ?? []).filter((part) => part in command).map((part) => [part, command[part]] as const)
  const answer = await db.command({ explain: Object.fromEntries(own), verbosity: 'executionStats' })
  const stages = new Set<string>()
  const found: Document[] = []
  walk(answer, (node) => {
    // Only what was run: the plans that lost are not the query's.
    if (typeof node['stage'] === 'string') stages.add(node['stage'])
    if ('executionStats' in node && typeof node['executionStats'] === 'object') found.push(node['executionStats'])
  })
  const [stats] = found
  if (stats === undefined) throw new Error(`the server explained no ${name}`)
  const changed: unknown = stats['executionStages']?.['nMatched']
  return {
    command: name,
    stages,
    returned: typeof changed === 'number' ? changed : stats['nReturned'],
    keys: stats['totalKeysExamined'],
    documents: stats['totalDocsExamined'],
  }
}

function walk(value: unknown, visit: (node: Document) => void): void {
  if (Array.isArray(value)) for (const entry of value) walk(entry, visit)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  visit(value)
  for (const [name, entry] of Object.entries(value)) {
    if (name !== 'rejectedPlans' && name !== 'allPlansExecution' && name !== 'command') walk(entry, visit)
  }
}
