import { z } from 'zod'
import type { Failure, Success } from '../result.ts'
import { auditCommands } from './audit.ts'
import { backupCommands } from './backup.ts'
import { commands } from './command.ts'
import { databaseCommands } from './database.ts'
import { employeesCommands } from './employees.ts'
import { healthCommands } from './health.ts'
import { importCommands } from './import.ts'
import { listsCommands } from './lists.ts'
import { ordersCommands } from './orders.ts'
import { productionCommands } from './production.ts'
import { programCommands } from './program.ts'
import { scannersCommands } from './scanners.ts'
import { screenCommands } from './screen.ts'
import { done, nothing, sessionCommands } from './session.ts'
import { settingsCommands } from './settings.ts'
import { setupCommands } from './setup.ts'
import { stationCommands } from './station.ts'

/** The page is there (again): everything it paints is sent to it. */
const pageCommands = commands({
  'page.ready': { needs: 'anybody', whenOffline: 'works', input: nothing, output: done },
  /** An error of the page, for the log. Cut, masked and counted in the main process. */
  'page.failed': {
    needs: 'anybody',
    whenOffline: 'works',
    input: z.object({ message: z.string().max(4000) }).strict(),
    output: done,
  },
})

export const contract = {
  ...pageCommands,
  ...sessionCommands,
  ...screenCommands,
  ...setupCommands,
  ...stationCommands,
  ...productionCommands,
  ...ordersCommands,
  ...listsCommands,
  ...employeesCommands,
  ...importCommands,
  ...settingsCommands,
  ...databaseCommands,
  ...scannersCommands,
  ...backupCommands,
  ...auditCommands,
  ...healthCommands,
  ...programCommands,
}

export type Contract = typeof contract
export type CommandName = keyof Contract
export type Input<Name extends CommandName> = z.output<Contract[Name]['input']>
export type CallInput<Name extends CommandName> = z.input<Contract[Name]['input']>
export type Output<Name extends CommandName> = z.output<Contract[Name]['output']>
export type Answer<Name extends CommandName> = Success<Output<Name>> | Failure
