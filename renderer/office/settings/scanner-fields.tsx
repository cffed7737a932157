export function ScannerFields(_: any) {
  return null
}
