import { imei } from './codes.ts'

/** One act that was accepted, and what its undo leads back to. */
interface Done {
  readonly kind: 'register' | 'count' | 'reject' | 'box' | 'close'
  readonly numbers: readonly number[]
}

/** What the database must hold of a unit, and how many events it took. */
export interface Expected {
  estado: string
  box: boolean
  carton: boolean
  events: number
}

const boxSize = 3
/**
 * What a test knows of one PC with two stations by the answers alone: what it saw itself, and what the station remembered
 * after a kill. From it follow the next code, and what the database must hold.
 */
export function createLog(random: () => number) {
  const units = new Map<number, Expected>()
  const answers = new Map<string, string>()
  const undoable: Done[] = []
  let next = 0
  let word: string | null = null
  let isStanding = false
  let hasCarton = false
  let box: number[] = []
  let boxed: number[] = []

  const waiting = () => [...units].filter(([, unit]) => unit.estado === 'en_produccion').map(([number]) => number)
  const change = (numbers: readonly number[], by: Partial<Expected>, events: number) => {
    for (const number of numbers) {
      const before = units.get(number) ?? { estado: '', box: false, carton: false, events: 0 }
      units.set(number, { ...before, ...by, events: before.events + events })
    }
  }

  function done(act: Done): void {
    undoable.push(act)
    const { kind, numbers } = act
    if (kind === 'register') change(numbers, { estado: 'en_produccion' }, 1)
    if (kind === 'count') {
      change(numbers, { estado: 'aprobado', box: true }, 2)
      box = [...box, ...numbers]
    }
    if (kind === 'reject') {
      change(numbers, { estado: 'rechazado', box: false }, 2)
      box = box.filter((number) => !numbers.includes(number))
    }
    if (kind === 'box') {
      change(numbers, { carton: true }, 1)
      boxed = [...boxed, ...numbers]
      box = []
    }
    if (kind === 'close') {
      change(numbers, { estado: 'empaquetado' }, 1)
      hasCarton = false
      boxed = []
    }
  }

  function undone(): void {
    const act = undoable.pop()
    if (act === undefined) throw new Error('undone, and there was nothing')
    const { kind, numbers } = act
    if (kind === 'register') change(numbers, { estado: 'gone' }, 1)
    if (kind === 'count') {
      change(numbers, { estado: 'en_produccion', box: false }, 1)
      box = box.filter((number) => !numbers.includes(number))
    }
    if (kind === 'reject') {
      change(numbers, { estado: 'aprobado', box: true }, 1)
      box = [...box, ...numbers]
    }
    if (kind === 'box') {
      change(numbers, { carton: false }, 1)
      boxed = boxed.filter((number) => !numbers.includes(number))
      box = [...numbers]
    }
  }

  /** The number of a unit's code, of those that were scanned. */
  const numberOf = (code: string) => {
    for (let number = next; number >= 0; number--) if (imei(number) === code) return number
    throw new Error(`a code that nobody scanned: ${code}`)
  }

  function take(code: string, said: string): void {
    const isAccepted = said === 'kept-here'
    if (code === 'OSECACK') isStanding = false
    else if (said === 'station-opened') word = code === 'OSECGOTRIALBENCH' ? 'trialbench' : 'production'
    else if (said === 'bench-opened') hasCarton = true
    else if (code === 'OSECUNDO' && (isAccepted || said === 'undone')) undone()
    else if (code === 'OSECNEXT' && (isAccepted || said === 'bench-boxed')) done({ kind: 'box', numbers: box })
    else if (code === 'OSECCLOSE' && (isAccepted || said === 'bench-closed')) done({ kind: 'close', numbers: boxed })
    else if (code === 'OSECREJECT' && (isAccepted || said === 'bench-rejected')) {
      done({ kind: 'reject', numbers: box.slice(-1) })
    } else if (/^\d{15}$/.test(code)) {
      const numbers = [numberOf(code)]
      if (said.startsWith('registered') || (isAccepted && word === 'production')) done({ kind: 'register', numbers })
      else if (said === 'bench-counted' || said === 'bench-box-full' || isAccepted) done({ kind: 'count', numbers })
    }
  }

  function atProduction(): string {
    const choice = random()
    // An act of the other station is taken back there.
    if (choice < 0.12 && undoable.at(-1)?.kind === 'register') return 'OSECUNDO'
    if (choice < 0.75 || waiting().length === 0) return imei(++next)
    return 'OSECGOTRIALBENCH'
  }

  function atTrial(): string {
    const choice = random()
    if (!hasCarton) return 'ORDER:ORD-KILL'
    if (choice < 0.1 && undoable.at(-1)?.kind !== 'register') return 'OSECUNDO'
    if (choice < 0.2 && box.length > 0) return 'OSECREJECT'
    const [unit] = waiting()
    // One too many stops the line.
    if (box.length >= boxSize) return unit !== undefined && choice < 0.4 ? imei(unit) : 'OSECNEXT'
    if (unit !== undefined) return imei(unit)
    if (box.length > 0) return 'OSECNEXT'
    return boxed.length > boxSize ? 'OSECCLOSE' : 'OSECGOPRODUCTION'
  }

  return {
    nextCode(): string {
      if (isStanding) return 'OSECACK'
      if (word === 'production') return atProduction()
      return word === null ? 'OSECGOPRODUCTION' : atTrial()
    },

    answered(code: string, told: { readonly scanId: string; readonly word: string; readonly blocks: boolean }): void {
      if (told.blocks) isStanding = true
      answers.set(told.scanId, told.word)
      take(code, told.word)
    },

    /** What the station says after a kill of a code whose answer nobody saw: it stands. */
    remembered(scanId: string, code: string, said: string): void {
      answers.set(scanId, said)
      take(code, said)
    },
    standing(is: boolean): void {
      isStanding = is
    },
    answerTo: (scanId: string): string | undefined => answers.get(scanId),
    answers: (): number => answers.size,
    units: (): ReadonlyMap<number, Expected> => units,
    open: (): string | null => word,
  }
}

/** Mulberry32: the same numbers from the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
