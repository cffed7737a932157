import { accessSync, constants } from 'node:fs'

/** Path of the real mongod the tests run; throws one clear sentence when there is none. */
export function mongodBinary(): string {
  const path = process.env['OSE_MONGOD_PATH']
  if (!path)
    throw new Error('OSE_MONGOD_PATH is not set: run the tests by `npm test`, which finds or fetches a mongod.')
  try {
    accessSync(path, constants.X_OK)
  } catch {
    throw new Error(`OSE_MONGOD_PATH names ${path}, which is not there or cannot be executed.`)
  }
  return path
}
