import { readdir, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { writeAtomicallyBeside } from '../files/atomic-file.ts'
import type { ServerFolder } from './state-file.ts'

const planSchema = z.object({
  /** Both are names below the server's folder. */
  replacement: z.string().regex(/^[a-z]+(?:[/\\]data|-[0-9TZa-z-]+)$/),
  before: z.string().regex(/^data-before-[0-9TZa-z-]+$/),
})
type Plan = z.infer<typeof planSchema>

/** Below the server's folder: where a restore makes its new data, and what names the swap that is due. */
export const restoringFolder = 'restoring'
const planFile = 'swap.json'
const beforePrefix = 'data-before-'

/**
 * Puts another data folder in the place of mongod's, and keeps the old one. No system renames two folders at once, so
 * the plan is written down first: whatever dies after that, the next start goes on with it (`finishSwap`), and whatever
 * dies before, the old data are in place. The folder's lock must be held and no mongod run.
 * @param replacement its name below the server's folder
 * @returns the name under which the old data stand now
 */
export async function swapData(folder: ServerFolder, replacement: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '')
  const plan: Plan = planSchema.parse({ replacement, before: `${beforePrefix}${stamp}` })
  await writeAtomicallyBeside(join(folder.root, planFile), JSON.stringify(plan))
  await finishSwap(folder)
  return plan.before
}

/** Ends a swap that was begun, if one was. Safe to break off and to repeat at any step. @returns whether there was one. */
export async function finishSwap(folder: ServerFolder): Promise<boolean> {
  const plan = await readPlan(folder)
  if (plan === null) return false
  const before = join(folder.root, plan.before)
  const replacement = join(folder.root, plan.replacement)
  const names = await readdir(folder.root)
  if (!names.includes(plan.before) && names.includes(basename(folder.data))) await renamed(folder.data, before)
  if (await isThere(replacement)) {
    // Another start, refused later by the lock, may have made an empty one in the gap.
    await rmdir(folder.data).catch(() => undefined)
    await renamed(replacement, folder.data)
  }
  await rm(join(folder.root, planFile), { force: true })
  return true
}

/** The newest data that a swap put aside; null where there are none. */
export async function newestBefore(folder: ServerFolder): Promise<string | null> {
  const names = await readdir(folder.root).catch(() => [])
  return (
    names
      .filter((name) => name.startsWith(beforePrefix))
      .sort()
      .at(-1) ?? null
  )
}

async function readPlan(folder: ServerFolder): Promise<Plan | null> {
  const text = await readFile(join(folder.root, planFile), 'utf8').catch(() => null)
  return text === null ? null : planSchema.parse(JSON.parse(text))
}

/** On Windows a virus scanner may hold a folder for a moment. */
async function renamed(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rename(from, to)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (attempt === 10 || !(code === 'EPERM' || code === 'EBUSY' || code === 'EACCES')) throw error
      await sleep(100 * attempt)
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  )
}
