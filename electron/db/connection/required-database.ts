/**
 * The database, or a repository of it, for what comes by the door: the door lets nothing through while the database is
 * away, so its absence behind the door is a bug.
 */
export function requiredDatabase<Value>(database: Value | null | undefined): Value {
  if (database === null || database === undefined) throw new Error('no database')
  return database
}
