import type { Database } from '../db/connection/client.ts'
import { hasNoEmployee } from '../db/people/first-employee.ts'

/** Whether the database in use waits for its first person. @param database null until one was reached */
export function createFirstAdministrator(database: () => Database | null) {
  let isMissing = false
  return {
    /** As it was when the database was reached last. */
    isMissing: (): boolean => isMissing,
    async look({ collections }: Database): Promise<void> {
      isMissing = await hasNoEmployee(collections)
    },
    made(): void {
      isMissing = false
    },
    /** Asks the database itself. */
    async isMissingNow(): Promise<boolean> {
      const now = database()
      return now !== null && hasNoEmployee(now.collections)
    },
  }
}
