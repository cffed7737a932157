import type { CallInput } from '../shared/contract/index.ts'
import { databaseNameForm } from '../shared/setting-values.ts'

export type PlantAddress = CallInput<'setup.joinPlant'>

export const emptyAddress: PlantAddress = {
  address: '',
  user: '',
  password: '',
  tls: true,
  certificateFile: '',
  databaseName: 'ose',
}

export const isNameRight = ({ databaseName }: PlantAddress): boolean => databaseNameForm.test(databaseName)
export const isComplete = (plant: PlantAddress): boolean => plant.address.trim() !== '' && isNameRight(plant)
