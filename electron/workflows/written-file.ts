import { type Failure, failure, type Success, success } from '../../shared/result.ts'
import type { Log } from '../log/log.ts'

/** The file that was written and opened; a disk or printer that refuses is a failure, not a bug. */
export async function writtenFile(
  log: Log,
  write: () => Promise<string>,
): Promise<Success<{ file: string }> | Failure> {
  try {
    return success({ file: await write() })
  } catch (error) {
    return failure('file-failed', undefined, log('file.failed', { error }))
  }
}
