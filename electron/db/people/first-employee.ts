import type { Collections } from '../collections/collections.ts'

/**
 * Whether this database has no employee at all: only then may the first administrator be made by whoever stands
 * there. A plant whose last administrator is lost is another matter, or anybody could make themselves one.
 */
export async function hasNoEmployee({ employees }: Pick<Collections, 'employees'>): Promise<boolean> {
  return (await employees.findOne({}, { projection: { _id: 1 } })) === null
}
