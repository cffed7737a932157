import * as stored from './schemas/stored-words.ts'
import { plantLines } from './workplace.ts'

/** Words that are translated (`lists.words.<set>.<word>`); another program's own are shown as they stand. */
export const wordSets = {
  deviceState: stored.deviceStates,
  orderStatus: stored.orderStatuses,
  movementKind: stored.movementKinds,
  customerType: stored.customerTypes,
  customerStatus: stored.customerStatuses,
  packageState: stored.packageStates,
  palletState: stored.palletStates,
  palletContent: stored.palletContents,
  role: stored.employeeRoles,
  employeeStatus: stored.employeeStatuses,
  priority: stored.orderPriorities,
  line: plantLines.map(String),
} as const
export type WordSet = keyof typeof wordSets
