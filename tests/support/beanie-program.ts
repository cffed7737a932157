import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BSON, type Document } from 'mongodb'

const { EJSON } = BSON

export interface BeanieCommands {
  insert(collection: string, document: Document): Promise<string>
  insertRandom(collection: string, seed: number, count: number): Promise<readonly string[]>
  read(collection: string, filter?: Document): Promise<readonly Document[]>
  /** How many there are; throws when the model cannot read one. */
  readable(collection: string): Promise<number>
  hold(collection: string, filter: Document, name: string): Promise<string>
  save(name: string, changes: Document): Promise<string>
  update(collection: string, filter: Document, changes: Document): Promise<void>
  delete(collection: string, filter: Document): Promise<void>
  indexes(collection: string): Promise<readonly string[]>
  /** Seconds for one operation on each input, one after the other; `list` is of 2,000. */
  time(collection: string, operation: BeanieOperation, inputs: readonly Document[]): Promise<number>
}

export type BeanieOperation = 'create' | 'find' | 'update' | 'list'

/** The platform's other program: a Python process with Beanie on the same database. */
export interface BeanieProgram extends BeanieCommands {
  /** Declares its documents and makes its indexes. */
  readonly start: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** `models`: exactly as the reference says, or as the platform's program really has them. */
export type BeanieModels = 'models' | 'platform_models'

/** Starts the process; it touches the database only at `start`. A refusal of Python's is thrown in its words. */
export function launchBeanie(uri: string, database: string, models: BeanieModels): BeanieProgram {
  const python = process.env['OSE_BEANIE_PYTHON']
  if (!python) throw new Error('OSE_BEANIE_PYTHON is not set: run the tests by `npm test`, which installs Beanie.')
  const child = spawn(python, ['-X', 'utf8', '-u', 'program.py'], {
    cwd: join(process.cwd(), 'tests', 'support', 'beanie'),
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>()
  createInterface(child.stdout).on('line', (line) => {
    const { id, value, error } = EJSON.parse(line) as { id: number; value?: unknown; error?: string } // our own program's answer
    const call = waiting.get(Number(id))
    waiting.delete(Number(id))
    if (error === undefined) call?.resolve(value)
    else call?.reject(new Error(error))
  })
  const ended = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the Python program ended'))
  })
  let last = 0
  const call = <Value>(command: string, input: Document): Promise<Value> =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve: (value) => resolve(value as Value), reject }) // the command decides it
      child.stdin.write(`${EJSON.stringify({ id: last, command, input }, { relaxed: false })}\n`)
    })
  return {
    start: () => call('start', { uri, database, models }),
    insert: (collection, document) => call('insert', { collection, document }),
    insertRandom: (collection, seed, count) => call('insert_random', { collection, seed, count }),
    read: (collection, filter = {}) => call('read', { collection, filter }),
    readable: async (collection) => Number(await call('readable', { collection })),
    hold: (collection, filter, name) => call('hold', { collection, filter, name }),
    save: (name, changes) => call('save', { name, changes }),
    update: (collection, filter, changes) => call('update', { collection, filter, changes }),
    delete: (collection, filter) => call('delete', { collection, filter }),
    indexes: (collection) => call('indexes', { collection }),
    time: async (collection, operation, inputs) => Number(await call('time', { collection, operation, inputs })),
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
