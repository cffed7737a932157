import type { CallInput } from '../shared/contract/index.ts'

export type PlantAddress = CallInput<'setup.joinPlant'>

export const emptyAddress: PlantAddress = {
  address: '',
  user: '',
  password: '',
  tls: true,
  certificateFile: '',
  databaseName: 'ose',
}

/** The contract's own rule, here to say so before the connection is tried. */
const databaseNameForm = /^[A-Za-z0-9_-]{1,38}$/

export const isNameRight = ({ databaseName }: PlantAddress): boolean => databaseNameForm.test(databaseName)
export const isComplete = (plant: PlantAddress): boolean => plant.address.trim() !== '' && isNameRight(plant)
