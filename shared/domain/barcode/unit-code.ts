/**
 * What the code of a unit's label holds, on paper, on the screen and on the demo's sheet: the platform's payload,
 * `IMEI|ICCID`, and `IMEI|` where there is no SIM.
 */
export function unitCode(imei: string, iccid: string | null): string {
  return `${imei}|${iccid ?? ''}`
}
