/**
 * The check digit of ISO/IEC 7812-1 annex B ("Luhn"), as 3GPP TS 23.003 annex B uses it for the IMEI and ITU-T E.118
 * for the ICCID. It finds every wrong digit and every swap of neighbours but 09 and 90.
 * @param payload digits 0–9 only, without the check digit
 */
export function luhnCheckDigit(payload: string): string {
  return String((10 - (luhnSum(payload, true) % 10)) % 10)
}

/** Whether the last digit of `digits` (0–9 only, at least two) is the check digit of those before it. */
export function isLuhnValid(digits: string): boolean {
  return digits.length > 1 && luhnSum(digits, false) % 10 === 0
}

function luhnSum(digits: string, doubleLast: boolean): number {
  let sum = 0
  let doubled = doubleLast
  for (let index = digits.length - 1; index >= 0; index--) {
    const digit = digits.charCodeAt(index) - 48
    const weighed = doubled ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
    doubled = !doubled
  }
  return sum
}
