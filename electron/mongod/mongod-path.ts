import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The environment with the mongod that the package brings, where nobody named another one.
 * @param resources the package's folder of resources; in a checkout it is Electron's own and has none.
 */
export function withPackagedMongod(
  env: NodeJS.ProcessEnv,
  resources: string,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  const packaged = join(resources, 'mongod', platform === 'win32' ? 'mongod.exe' : 'mongod')
  return env['OSE_MONGOD_PATH'] || !existsSync(packaged) ? env : { ...env, OSE_MONGOD_PATH: packaged }
}
