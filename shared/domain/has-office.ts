import type { SessionState } from '../state.ts'

/** Whether the person reaches any part of the office: a right is a yes, or a list of what it is good for. */
export function hasOffice(office: SessionState['office']): boolean {
  return Object.values(office).some((right) => (typeof right === 'boolean' ? right : right.length > 0))
}
