import { describe, expect, test } from 'vitest'
import { isStrongPassword } from '../../shared/domain/password-rule.ts'
import { usualDataFolder } from '../files/data-folder.ts'
import { readLocalCommand } from './local-command.ts'
import { commandTexts } from './local-command-texts.ts'
import { oneTimePassword } from './one-time-password.ts'

describe('a command line', () => {
  test.each([
    [['--demo'], null],
    [[], null],
    // The program's own arguments and a file called like a command open the window.
    [['/opt/app', 'restore'], null],
    [['restore', 'a.osecopy'], { kind: 'restore', file: 'a.osecopy', folder: null }],
    [
      ['--no-sandbox', '/app', '--restore', 'a b.osecopy', '--data-folder', '/d'],
      { kind: 'restore', file: 'a b.osecopy', folder: '/d' },
    ],
    [['restore'], { kind: 'usage' }],
    [['restore', 'a', 'b'], { kind: 'usage' }],
    [['restore', 'a', '--what'], { kind: 'usage' }],
    [['restore', '--take-back'], { kind: 'take-back', folder: null }],
    [['restore', 'a', '--take-back'], { kind: 'usage' }],
    [['recover-administrator', 'ADM001'], { kind: 'recover-administrator', id: 'ADM001', name: null, folder: null }],
    [
      ['--recover-administrator', 'ADM001', '--name', ' Eva ', '--surname', 'Ruiz'],
      { kind: 'recover-administrator', id: 'ADM001', name: { name: 'Eva', surname: 'Ruiz' }, folder: null },
    ],
    [['recover-administrator', 'ADM001', '--name', 'Eva'], { kind: 'usage' }],
    [['recover-administrator'], { kind: 'usage' }],
  ])('%j', (args, command) => expect(readLocalCommand(args)).toEqual(command))
})

test('a one-time password keeps the rule, can be read out, and is never the same', () => {
  const made = Array.from({ length: 200 }, oneTimePassword)
  expect(made.every(isStrongPassword)).toBe(true)
  expect(made.join('')).not.toMatch(/[0O1lIi]/)
  expect(new Set(made).size).toBe(200)
})

test('each system has its data folder where Electron puts it', () => {
  expect(usualDataFolder({ APPDATA: '/roaming' }, 'win32')).toMatch(/^.roaming.ose-station$/)
  expect(usualDataFolder({ XDG_CONFIG_HOME: '/config' }, 'linux')).toMatch(/^.config.ose-station$/)
})

test('both languages say the same things', () => {
  expect(Object.keys(commandTexts.es).sort()).toEqual(Object.keys(commandTexts.en).sort())
})
