import { join } from 'node:path'
import { z } from 'zod'
import { backupFailures } from '../../shared/backup.ts'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'

const memorySchema = z.object({
  since: z.number(),
  lastGoodAt: z.number().nullable(),
  lastFile: z.string(),
  failure: z.enum(backupFailures).nullable(),
  detail: z.string(),
  failures: z.number().int().min(0),
  lastTryAt: z.number().nullable(),
})

/** What is known of the copies, kept in the data folder because the copies' own may be away. */
export type BackupMemory = Readonly<z.infer<typeof memorySchema>>

export function backupMemory(folder: string, now: number) {
  const file = join(folder, 'backup.json')
  let memory: BackupMemory = read(file) ?? {
    since: now,
    lastGoodAt: null,
    lastFile: '',
    failure: null,
    detail: '',
    failures: 0,
    lastTryAt: null,
  }
  return {
    get: (): BackupMemory => memory,
    /** @throws the file system's error; what was to be kept then holds for this run of the program. */
    set(changes: Partial<BackupMemory>): void {
      memory = { ...memory, ...changes }
      writeAtomically(file, `${JSON.stringify(memory, null, 2)}\n`, false)
    },
  }
}

/** Null where it is lost or broken: it is only a memory, the copies themselves are looked for in their folder. */
function read(file: string): BackupMemory | null {
  try {
    return memorySchema.parse(JSON.parse(readIfThere(file)?.toString('utf8') ?? ''))
  } catch {
    return null
  }
}
