import type { Collections } from '../db/collections/collections.ts'
import { dutyMs, dutyRepository } from '../db/duty/duty.ts'

/** Whether this station has the plant's duty. */
export function createHeldDuty(tables: Collections, holder: string) {
  const duty = dutyRepository(tables)
  let renewedAt = 0
  let isHeld = false
  return {
    /** Renews it where that is due, takes it where nobody has it. */
    async still(): Promise<boolean> {
      if (Date.now() - renewedAt > dutyMs / 3) {
        isHeld = await duty.hold('fold', holder)
        renewedAt = Date.now()
      }
      return isHeld
    },
    /** Something failed: it is not believed until it was renewed. */
    doubt(): void {
      isHeld = false
    },
    release: (): Promise<void> => duty.release('fold', holder),
  }
}
