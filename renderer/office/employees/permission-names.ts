import type { PermissionKey } from '../../../shared/schemas/stored-words.ts'

/** The list with `key` in it or taken out, each key once. */
export function withPermission(
  permissions: readonly PermissionKey[],
  key: PermissionKey,
  given: boolean,
): readonly PermissionKey[] {
  const others = permissions.filter((each) => each !== key)
  return given ? [...others, key] : others
}

export function samePermissions(one: readonly PermissionKey[], other: readonly PermissionKey[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key))
}
