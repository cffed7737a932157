/**
 * ObjectIds as text, the same at every load of one demo plant: a load that was cut off is simply done again and meets
 * its own documents. They carry their time, as real ones do.
 */
export function createDemoIds(): (at: number) => string {
  let count = 0
  return (at) => {
    count += 1
    const seconds = Math.floor(at / 1000)
      .toString(16)
      .padStart(8, '0')
    return `${seconds}de30de${count.toString(16).padStart(10, '0')}`
  }
}
