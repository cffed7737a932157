import type { setupCommands } from '../../shared/contract/setup.ts'
import { isStrongPassword } from '../../shared/domain/password-rule.ts'
import { failure, success } from '../../shared/result.ts'
import { employeeIdSchema, permissionKeys } from '../../shared/schemas/employee.ts'
import { testConnection } from '../db/connection-test/test-connection.ts'
import type { EmployeesRepository } from '../db/people/employees.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Config } from '../settings/config.ts'
import type { ConnectionSecret } from '../settings/connection-secret.ts'
import { connectionStringOf } from '../settings/plant-address.ts'

export interface SetupDependencies {
  readonly config: Config
  readonly secret: ConnectionSecret
  readonly employees: () => EmployeesRepository | null
  /** Somebody is there already: then only an administrator makes others. */
  readonly isEmpty: () => Promise<boolean>
  readonly passwords: Passwords
  /** Starts with the database that was chosen. */
  readonly begin: () => Promise<void>
  readonly administratorMade: () => void
  readonly signIn: (identifier: string, password: string) => Promise<void>
  readonly now: () => Date
  readonly log: Log
}

/** First start: where the database is, then the first administrator. No default password exists. */
export function setupWorkflows(dependencies: SetupDependencies): WorkflowsOf<keyof typeof setupCommands> {
  const { config, log } = dependencies
  return {
    async 'setup.useThisPc'() {
      config.save({ database: 'embedded' })
      await dependencies.begin()
      return success({})
    },

    async 'setup.useDemo'() {
      config.save({ database: 'demo', databaseName: 'ose_demo' })
      await dependencies.begin()
      return success({})
    },

    async 'setup.testPlant'(input) {
      const text = connectionStringOf(input)
      return text === null ? failure('connection-string-invalid') : testConnection(text, input.databaseName)
    },

    async 'setup.joinPlant'(input) {
      const text = connectionStringOf(input)
      if (text === null) return failure('connection-string-invalid')
      const tested = await testConnection(text, input.databaseName)
      if (!tested.ok) {
        log('setup.connection-failed', { ...tested.error })
        return tested
      }
      await dependencies.secret.write(text)
      config.save({ database: 'plant', databaseName: input.databaseName })
      await dependencies.begin()
      return success({})
    },

    async 'setup.createAdministrator'({ employee_id, name, surname, password }) {
      const employees = dependencies.employees()
      if (employees === null) return failure('database-starting')
      const id = employeeIdSchema.safeParse(employee_id)
      if (!id.success || name.trim().length < 2 || surname.trim().length < 2) return failure('bad-input')
      if (!isStrongPassword(password)) return failure('password-too-weak')
      if (!(await dependencies.isEmpty())) return failure('setup-not-open')
      const made = await employees.create(
        {
          employee_id: id.data,
          name: name.trim(),
          surname: surname.trim(),
          email: null,
          role: 'super_admin',
          permissions: [...permissionKeys],
          password_hash: await dependencies.passwords.hash(password),
          created_by: id.data,
        },
        dependencies.now(),
      )
      if (!made) return failure('already-exists')
      log('setup.administrator-made', { employee: id.data })
      dependencies.administratorMade()
      await dependencies.signIn(id.data, password)
      return success({})
    },
  }
}
