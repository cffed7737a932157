/** What becomes of a verified unit's label besides being on the screen: nothing, a PDF in the data folder, paper. */
export const unitLabelModes = ['off', 'pdf', 'printer'] as const
export type UnitLabelMode = (typeof unitLabelModes)[number]

/**
 * Why a label was not printed; closed, every reason has its texts on the page (`unitLabel.trouble.<why>`,
 * `unitLabel.next.<why>`).
 */
export const labelTroubles = [
  'no-printer',
  'printer-unknown',
  'printer-refuses',
  'printer-stopped',
  'time-out',
  'disk-full',
  'folder-not-writable',
  'label-failed',
] as const
export type LabelTroubleReason = (typeof labelTroubles)[number]

/** The last label that was not printed, and why. */
export interface LabelTrouble {
  readonly imei: string
  readonly why: LabelTroubleReason
  /** Epoch ms. */
  readonly at: number
}
