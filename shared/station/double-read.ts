/** Within this time the same code again is the scanner's or the hand's double read, ms. */
export const doubleReadMs = 2000
