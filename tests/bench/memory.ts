import { readdirSync, readFileSync } from 'node:fs'

/**
 * The memory of a program with all its processes, in MB: PSS, where what several share counts once. What belongs to the
 * database server is left out.
 */
export function memoryOf(pid: number): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const number = Number(name)
    if (Number.isInteger(number)) parents.set(number, parentOf(number))
  }
  let kilobytes = 0
  const family = [pid]
  for (const member of family) {
    if (isDatabase(member)) continue
    kilobytes += proportionalSize(member)
    for (const [child, parent] of parents) if (parent === member) family.push(child)
  }
  return kilobytes / 1024
}

function parentOf(pid: number): number {
  // The name of the program stands in parentheses and may hold anything; what follows it is numbers.
  return Number(
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')[1] ?? 0,
  )
}

function isDatabase(pid: number): boolean {
  return read(`/proc/${pid}/cmdline`)
    .split('\0')
    .some((argument) => /(^|\/)mongod$/.test(argument))
}

function proportionalSize(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
}

/** A process may end while it is looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
