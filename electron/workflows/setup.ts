import type { setupCommands } from '../../shared/contract/setup.ts'
import { isStrongPassword } from '../../shared/domain/password-rule.ts'
import { type FailureCode, failure, success } from '../../shared/result.ts'
import { employeeIdSchema, permissionKeys } from '../../shared/schemas/employee.ts'
import type { Config } from '../config.ts'
import type { ConnectionSecret } from '../connection-secret.ts'
import { connectionFailure } from '../database-link.ts'
import { openDatabase } from '../db/client.ts'
import type { EmployeesRepository } from '../db/employees.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log.ts'
import type { Passwords } from '../passwords/passwords.ts'

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

    async 'setup.joinPlant'(input) {
      const built = connectionString(input)
      if (built === null) return failure('connection-string-invalid')
      try {
        const code = await tryConnection(built, input.databaseName)
        if (code !== null) return failure(code)
      } catch (error) {
        log('setup.connection-failed', { error })
        return failure(connectionFailure(error) as FailureCode) // its words are failure codes
      }
      await dependencies.secret.write(built)
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

interface PlantAddress {
  readonly address: string
  readonly user: string
  readonly password: string
  readonly tls: boolean
}

/** A whole connection string is taken as it is; a host list gets user, password and TLS. */
function connectionString({ address, user, password, tls }: PlantAddress): string | null {
  if (/^mongodb(\+srv)?:\/\//.test(address)) return address
  if (!/^[A-Za-z0-9._:,[\]-]+(\/[A-Za-z0-9_=&.-]*)?$/.test(address)) return null
  const who = user === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
  const [hosts] = address.split('/')
  return `mongodb://${who}${hosts}/?tls=${tls}${user === '' ? '' : '&authSource=admin'}`
}

async function tryConnection(text: string, name: string): Promise<FailureCode | null> {
  const database = await openDatabase(text, name)
  try {
    const hello = await database.db.admin().command({ hello: 1 })
    if (typeof hello.setName !== 'string') return 'connection-standalone'
    const { versionArray } = await database.db.admin().command({ buildInfo: 1 })
    if (Number(versionArray?.[0]) < 6) return 'connection-too-old'
    // Reading proves that the user may: a sign-in alone does not.
    await database.collections.employees.findOne({}, { projection: { _id: 1 } })
    return null
  } finally {
    await database.close()
  }
}
