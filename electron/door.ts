import type { ZodError } from 'zod'
import { type Answer, type CommandName, contract, type Input } from '../shared/contract/index.ts'
import { mayCall, type Workstation } from '../shared/domain/permissions.ts'
import { type Failure, failure, type Result } from '../shared/result.ts'
import { isAway } from './db/connection/transaction.ts'
import type { Log } from './log/log.ts'
import type { SignedIn } from './people/signed-in.ts'

/** One command's use case. Who acts is never an input. */
export type Workflow<Name extends CommandName> = (input: Input<Name>, by: SignedIn | null) => Promise<Answer<Name>>

/** The part of the table that one file of workflows gives. */
export type WorkflowsOf<Name extends CommandName> = { readonly [Command in Name]: Workflow<Command> }

export interface DoorParts {
  readonly workflows: WorkflowsOf<CommandName>
  readonly session: { readonly current: () => SignedIn | null }
  /** Where this PC stands: what `station` means. */
  readonly workstation: () => Workstation
  readonly settingUp: () => boolean
  /** Why the database cannot be asked now, or null. */
  readonly databaseIsAway: () => 'database-away' | 'database-starting' | 'database-moving' | null
  readonly log: Log
  /** In development and tests: an answer that is not what the contract says is a bug. */
  readonly checkOutput: boolean
}

export type Door = (name: unknown, input: unknown) => Promise<Result<unknown>>

/**
 * The one way from the page into the program: a name of the contract, a right, an input that parses; then the
 * workflow. Whatever it throws stays here, under an id that can be read out: the text of an exception may hold a
 * connection string.
 */
export function createDoor(parts: DoorParts): Door {
  return async (name, input) => {
    if (!isCommandName(name)) return refuse(parts.log, name, failure('unknown-command'))
    const command = contract[name]
    const by = parts.session.current()
    const right = mayCall(command.needs, by, parts.workstation(), parts.settingUp())
    if (right !== 'yes') return refuse(parts.log, name, failure(right), by)
    const parsed = command.input.safeParse(input)
    if (!parsed.success) return refuse(parts.log, name, badInput(parsed.error), by)
    const away = command.whenOffline === 'refuse' ? parts.databaseIsAway() : null
    if (away !== null) return failure(away)
    try {
      return await run(parts, name, parsed.data, by)
    } catch (error) {
      if (isAway(error)) {
        parts.log('door.database-away', { name, error })
        return failure('database-away')
      }
      return failure('internal', undefined, parts.log('door.bug', { name, by: by?.employee_id, error }))
    }
  }
}

/** An own property only: `constructor` and `__proto__` are no commands. */
function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(contract, name)
}

async function run(parts: DoorParts, name: CommandName, input: unknown, by: SignedIn | null): Promise<Result<unknown>> {
  // The table's type ties each workflow to its own input, which was parsed by that command's schema.
  const workflow = parts.workflows[name] as (input: unknown, by: SignedIn | null) => Promise<Result<unknown>>
  const answer = await workflow(input, by)
  if (!answer.ok || !parts.checkOutput) return answer
  return { ok: true, value: contract[name].output.parse(answer.value) }
}

function badInput(error: ZodError): Failure {
  const [issue] = error.issues
  return failure('bad-input', { field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' })
}

function refuse(log: Log, name: unknown, refused: Failure, by: SignedIn | null = null): Failure {
  // An object's own `toString` may be no function, or anything.
  const called = typeof name === 'string' ? name.slice(0, 100) : typeof name
  log('door.refused', { name: called, code: refused.error.code, by: by?.employee_id })
  return refused
}
