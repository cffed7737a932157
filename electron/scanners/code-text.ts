const utf8 = new TextDecoder('utf-8', { fatal: true })

/** UTF-8 where the bytes are that; else each byte is its Latin-1 character, so that nothing is lost or replaced. */
export function codeText(bytes: readonly number[]): string {
  const data = Buffer.from(bytes)
  try {
    return utf8.decode(data)
  } catch {
    return data.toString('latin1')
  }
}
