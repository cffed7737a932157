import type { Collections } from './collections.ts'

/** Whether anybody could administer this database: an active employee who may manage users. */
export async function hasAdministrator({ employees }: Pick<Collections, 'employees'>): Promise<boolean> {
  const found = await employees.findOne(
    {
      status: 'active',
      $or: [{ role: { $in: ['super_admin', 'admin'] } }, { 'permissions.manage_users': true }],
    },
    { projection: { _id: 1 } },
  )
  return found !== null
}
