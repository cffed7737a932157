import { expect, it } from 'vitest'
import { classify } from './domain/barcode/barcode.ts'
import { commandCode } from './domain/barcode/command-code.ts'
import { frameAnswers } from './station/answer.ts'
import { frameCommands, openCommand } from './station/commands.ts'
import { commandWords, kindOf, openedBy, stationTable, stationWords } from './stations.ts'

const tables = [frameAnswers, ...Object.values(stationTable).map(({ answers }) => answers)]

it('every word has one kind, whichever station says it', () => {
  for (const [word, kind] of tables.flatMap((table) => Object.entries(table))) {
    expect(tables.filter((table) => Object.hasOwn(table, word)).length, word).toBe(1)
    expect(kindOf(word)).toBe(kind)
  }
  expect(() => kindOf('toString')).toThrow('toString')
})

it('every command is printable with A–Z and 0–9 alone, and is read back', () => {
  for (const word of commandWords) expect(classify(commandCode(word))).toEqual({ kind: 'command', command: word })
})

it('one command opens each station, and no other does', () => {
  expect(stationWords.map(openCommand).map(openedBy)).toEqual(stationWords)
  expect(new Set(stationWords.map(openCommand)).size).toBe(stationWords.length)
  for (const word of frameCommands) expect(openedBy(word)).toBeNull()
})
