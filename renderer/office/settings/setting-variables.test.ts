import { describe, expect, it } from 'vitest'
import { settingVariables as ofMainProcess } from '../../../electron/settings/config-variables.ts'
import { settingVariables } from './setting-variables.ts'

describe('settingVariables', () => {
  it('names the variables that the main process reads', () => {
    expect(ofMainProcess).toMatchObject(settingVariables)
  })
})
