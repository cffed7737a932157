/** What the page's size may be, in percent. */
export const zoomLimits = { least: 75, most: 200 } as const

/** Each step is seen; more of them would only be more touches. */
const steps = [75, 90, 100, 110, 125, 150, 175, 200] as const

export type ZoomChange = 'in' | 'out' | 'reset'

/** The size after one touch of + or −, from whatever size a settings file says; the ends stay where they are. */
export function zoomAfter(percent: number, change: ZoomChange): number {
  switch (change) {
    case 'reset':
      return 100
    case 'in':
      return steps.find((step) => step > percent) ?? zoomLimits.most
    case 'out':
      // Not `findLast`, which Electron 22's Node 16 has not.
      return [...steps].reverse().find((step) => step < percent) ?? zoomLimits.least
  }
}
