import type { SoundSet } from '../shared/settings.ts'

/** One tone: start and length in ms, pitch in Hz. */
type Tone = readonly [start: number, length: number, hertz: number]

interface Sound {
  readonly wave: Wave
  readonly tones: readonly Tone[]
}

/**
 * One sound per cause. Whoever works does not look at the screen, and pitch alone is lost in the noise of a line, so
 * no two sounds have the same rhythm. What goes on is high and short; what stops the line is low.
 */
export const sounds = {
  accepted: { wave: 'sine', tones: [[0, 80, 1760]] },
  half: { wave: 'sine', tones: [[0, 25, 1320]] },
  soft: {
    wave: 'sine',
    tones: [
      [0, 40, 660],
      [80, 40, 660],
    ],
  },
  kept: {
    wave: 'triangle',
    tones: [
      [0, 120, 880],
      [180, 50, 880],
    ],
  },
  done: {
    wave: 'sine',
    tones: [
      [0, 50, 1047],
      [70, 70, 1319],
    ],
  },
  undone: {
    wave: 'sine',
    tones: [
      [0, 90, 1319],
      [100, 90, 988],
      [200, 140, 740],
    ],
  },
  complete: {
    wave: 'triangle',
    tones: [
      [0, 110, 784],
      [130, 110, 988],
      [260, 110, 1175],
      [390, 320, 1568],
    ],
  },
  'signed-in': {
    wave: 'sine',
    tones: [
      [0, 100, 659],
      [120, 220, 988],
    ],
  },
  'signed-out': {
    wave: 'sine',
    tones: [
      [0, 220, 988],
      [240, 100, 659],
    ],
  },
  noted: {
    wave: 'triangle',
    tones: [
      [0, 160, 587],
      [200, 260, 440],
    ],
  },
  duplicate: {
    wave: 'square',
    tones: [
      [0, 180, 196],
      [260, 180, 196],
    ],
  },
  'wrong-code': {
    wave: 'square',
    tones: [
      [0, 80, 165],
      [130, 80, 165],
      [260, 200, 165],
    ],
  },
  'wrong-unit': {
    wave: 'square',
    tones: [
      [0, 340, 175],
      [420, 90, 175],
    ],
  },
  'wrong-order': {
    wave: 'square',
    tones: [
      [0, 90, 147],
      [160, 380, 147],
    ],
  },
  full: {
    wave: 'square',
    tones: [
      [0, 100, 220],
      [150, 100, 220],
      [300, 100, 220],
      [450, 100, 220],
    ],
  },
  pairing: {
    wave: 'square',
    tones: [
      [0, 130, 175],
      [140, 130, 262],
      [280, 130, 175],
      [420, 130, 262],
    ],
  },
  'acknowledge-first': {
    wave: 'square',
    tones: [
      [0, 45, 131],
      [80, 45, 131],
      [160, 45, 131],
      [240, 45, 131],
      [320, 45, 131],
      [400, 45, 131],
    ],
  },
  expired: {
    wave: 'triangle',
    tones: [
      [0, 200, 392],
      [230, 200, 311],
      [460, 400, 233],
    ],
  },
  person: {
    wave: 'square',
    tones: [
      [0, 60, 311],
      [100, 260, 156],
    ],
  },
  'read-again': {
    wave: 'triangle',
    tones: [
      [0, 35, 523],
      [60, 35, 392],
      [120, 35, 523],
    ],
  },
  'not-now': { wave: 'triangle', tones: [[0, 150, 233]] },
  failure: {
    wave: 'sawtooth',
    tones: [
      [0, 600, 110],
      [700, 600, 110],
    ],
  },
} as const satisfies Readonly<Record<string, Sound>>

export type SoundName = keyof typeof sounds

interface Voice {
  /** All pitches together: what is high stays high beside what is low. */
  readonly pitch: number
  readonly waves: Readonly<Record<Wave, Wave>>
}

type Wave = 'sine' | 'triangle' | 'square' | 'sawtooth'

const asWritten = { sine: 'sine', triangle: 'triangle', square: 'square', sawtooth: 'sawtooth' } as const
/** More overtones: another instrument, as it were. */
const sharper = { sine: 'triangle', triangle: 'sawtooth', square: 'sawtooth', sawtooth: 'square' } as const

/** Rhythm says what happened and is the same in all; pitch and timbre say at which station. */
const voices: Readonly<Record<SoundSet, Voice>> = {
  1: { pitch: 1, waves: asWritten },
  2: { pitch: 1.26, waves: asWritten },
  3: { pitch: 0.8, waves: sharper },
  4: { pitch: 1.59, waves: sharper },
}

let ownSet: SoundSet = 1

/** The voice of this PC from now on. */
export function chooseSounds(set: SoundSet): void {
  ownSet = set
}

/** One sound in one voice. */
export function voiced(name: SoundName, set: SoundSet): Sound {
  const { wave, tones } = sounds[name]
  const { pitch, waves } = voices[set]
  return {
    wave: waves[wave],
    tones: tones.map(([start, length, hertz]) => [start, length, Math.round(hertz * pitch)] as const),
  }
}

let context: AudioContext | null = null
/** The sound that is still running: the newest answer silences it, as it replaces it on the screen. */
let running: GainNode | null = null

/** Opens the audio device ahead of the first sound: it takes tens of milliseconds, which no scan should wait for. */
export function openSound(): void {
  try {
    context ??= new AudioContext({ latencyHint: 'interactive' })
  } catch {
    // No audio device: colour, word and icon say the same.
  }
}

/** Plays at once. `volume` 0 … 100; 0 is silent. A PC without sound output stays silent. */
export function playSound(name: SoundName, volume: number, set: SoundSet = ownSet): void {
  if (volume <= 0) return
  try {
    openSound()
    if (context === null) return
    if (context.state === 'suspended') void context.resume().catch(() => undefined)
    running?.disconnect()
    running = schedule(context, voiced(name, set), volume)
  } catch {
    // The device went away; the next sound opens another.
    context = null
  }
}

function schedule(audio: AudioContext, sound: Sound, volume: number): GainNode {
  const output = audio.createGain()
  // Hearing is logarithmic; the square makes the middle of the scale sound like the middle.
  output.gain.value = (volume / 100) ** 2 * 0.6
  output.connect(audio.destination)
  for (const [start, length, hertz] of sound.tones) {
    const from = audio.currentTime + start / 1000
    const until = from + length / 1000
    const oscillator = audio.createOscillator()
    const edge = audio.createGain()
    oscillator.type = sound.wave
    oscillator.frequency.value = hertz
    // Without ramps a tone begins and ends with a click.
    edge.gain.setValueAtTime(0, from)
    edge.gain.linearRampToValueAtTime(1, from + 0.005)
    edge.gain.setValueAtTime(1, Math.max(from + 0.005, until - 0.008))
    edge.gain.linearRampToValueAtTime(0, until)
    oscillator.connect(edge).connect(output)
    oscillator.start(from)
    oscillator.stop(until)
  }
  return output
}
