import type { sessionCommands } from '../../shared/contract/session.ts'
import { type Failure, failure, success } from '../../shared/result.ts'
import type { WorkflowsOf } from '../door.ts'
import type { FailedSignIn, RefusedSignIn } from '../people/authentication.ts'
import type { Session } from '../people/session.ts'

export interface SessionWorkflowParts {
  readonly session: Pick<Session, 'signInWithPassword' | 'signOut' | 'activity'>
}

/** Signing in and out by the page. `params.word` of a refusal says which one, where it may be said at all. */
export function sessionWorkflows({ session }: SessionWorkflowParts): WorkflowsOf<keyof typeof sessionCommands> {
  return {
    async 'session.signIn'({ identifier, password }) {
      const answer = await session.signInWithPassword(identifier, password)
      return answer.kind === 'refused' || answer.kind === 'failed' ? signInFailure(answer) : success({})
    },
    async 'session.signOut'() {
      session.signOut('person')
      return success({})
    },
    async 'session.stay'() {
      session.activity()
      return success({})
    },
  }
}

/** What the page is told of a sign-in, or of a supervisor's, that did not come about. */
export function signInFailure(answer: RefusedSignIn | FailedSignIn): Failure {
  if (answer.kind === 'failed') return failure(answer.code)
  return failure('sign-in-refused', { ...answer.params, word: answer.word })
}
