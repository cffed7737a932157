import type { EventName, Events } from '../shared/contract/events.ts'
import type { Answer, CallInput, CommandName } from '../shared/contract/index.ts'
import { failure } from '../shared/result.ts'

/** What the preload puts into the page: one way in, one way out. This file is its only user. */
interface Bridge {
  call(name: string, input: unknown): Promise<unknown>
  on(name: string, listener: (payload: unknown) => void): () => void
}

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

/**
 * Sends one command of the contract. Never rejects: a door that broke is the failure `internal`, so that every
 * caller has one shape to show.
 */
export async function call<Name extends CommandName>(name: Name, input: CallInput<Name>): Promise<Answer<Name>> {
  try {
    // The door parses every input and types every output by the same contract.
    return (await window.bridge.call(name, input)) as Answer<Name>
  } catch {
    return failure('internal')
  }
}

/** Listens to one event of the main process; the answer ends the listening. */
export function on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void {
  // The main process makes events from the same `Events`.
  return window.bridge.on(name, (payload) => listener(payload as Events[Name]))
}
