/** Local time, as the file's owner reads a clock; its order is that of time. */
export function fileStamp(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join('-')
  return `${day}_${two(moment.getHours())}-${two(moment.getMinutes())}-${two(moment.getSeconds())}`
}
