/** Codes with right check digits (Luhn), made here on their own so that the program's arithmetic is not its own judge. */
export function checkDigit(digits: string): string {
  let sum = 0
  let double = true
  for (let index = digits.length - 1; index >= 0; index--) {
    const digit = Number(digits[index])
    sum += double ? Math.floor((digit * 2) / 10) + ((digit * 2) % 10) : digit
    double = !double
  }
  return String((10 - (sum % 10)) % 10)
}

export function imei(number: number, tac = '86188808'): string {
  const body = tac + String(number).padStart(6, '0')
  return body + checkDigit(body)
}

export function iccid(number: number, prefix = '898823'): string {
  const body = prefix + String(number).padStart(19 - prefix.length, '0')
  return body + checkDigit(body)
}

/** The same code with a wrong check digit. */
export function damaged(code: string): string {
  return code.slice(0, -1) + String((Number(code.at(-1)) + 1) % 10)
}
