import { useState } from 'react'
import type { Output } from '../../../shared/contract/index.ts'
import { call } from '../../api.ts'
import type { Outcome } from '../outcome-notice.tsx'
import { type PlantDraft, plantDraft, readPlant } from './plant-draft.ts'
import { readWorkstation, type WorkstationDraft, workstationDraft } from './workstation-draft.ts'

/**
 * This PC's settings and the plant's as typed, each over what was last read. Only the part that was changed is sent, this
 * PC's first; what was sent is forgotten once it was read back.
 */
export function useTypedSettings(settings: Output<'settings.read'>, onSaved: () => Promise<void>) {
  const [typedWorkstation, setTypedWorkstation] = useState<WorkstationDraft | null>(null)
  const [typedPlant, setTypedPlant] = useState<PlantDraft | null>(null)
  const workstation = typedWorkstation ?? workstationDraft(settings.workstation)
  const plant = typedPlant ?? plantDraft(settings.plant)
  const workstationReading = readWorkstation(workstation)
  const plantReading = readPlant(plant)
  const isUnsaved = typedWorkstation !== null || typedPlant !== null

  async function send(): Promise<Outcome> {
    if (typedWorkstation !== null && workstationReading.ok) {
      const answer = await call('settings.saveWorkstation', workstationReading.value)
      if (!answer.ok) return { done: false, key: 'office.settings.workstationNotSaved', failure: answer.error }
      await onSaved()
      setTypedWorkstation(null)
    }
    if (typedPlant !== null && plantReading.ok) {
      const answer = await call('settings.savePlant', plantReading.value)
      if (!answer.ok) return { done: false, key: 'office.settings.plantNotSaved', failure: answer.error }
      await onSaved()
      setTypedPlant(null)
    }
    return { done: true, key: isUnsaved ? 'office.settings.saved' : 'office.settings.nothingToSave' }
  }

  return {
    workstation,
    workstationReading,
    changeWorkstation: (changes: Partial<WorkstationDraft>) => setTypedWorkstation({ ...workstation, ...changes }),
    plant,
    plantReading,
    changePlant: (changes: Partial<PlantDraft>) => setTypedPlant({ ...plant, ...changes }),
    isUnsaved,
    send,
    discard: () => {
      setTypedWorkstation(null)
      setTypedPlant(null)
    },
  }
}
