import type { TestProject } from 'vitest/node'
import { startTestServer, type TestServer } from './replica-set.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the one real server of this run: `inject('mongodbUri')`. */
    mongodbUri: string
  }
}

let server: TestServer | undefined

/** vitest's global set-up: one real mongod for the whole run. Each test file takes a database name of its own. */
export async function setup(project: TestProject): Promise<void> {
  server = await startTestServer()
  process.env['OSE_TEST_MONGODB_URI'] = server.uri
  project.provide('mongodbUri', server.uri)
}

export async function teardown(): Promise<void> {
  await server?.stop()
}
