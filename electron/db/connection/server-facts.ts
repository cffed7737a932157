import type { Database } from './client.ts'

/** The server's version and how long a ping takes; what is missing could not be asked. */
export async function serverFacts(database: Database | null): Promise<{
  readonly version?: string
  readonly pingMs?: number
  readonly problem?: string
}> {
  if (database === null) return {}
  try {
    const from = performance.now()
    await database.db.command({ ping: 1 }, { timeoutMS: 2000 })
    const pingMs = Math.round((performance.now() - from) * 10) / 10
    const { version } = await database.db.command({ buildInfo: 1 }, { timeoutMS: 2000 })
    return { version: String(version), pingMs }
  } catch (error) {
    return { problem: error instanceof Error ? error.name : 'unknown' }
  }
}
