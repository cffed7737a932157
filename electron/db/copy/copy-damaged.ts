/** A copy that is not whole: cut, changed, or not one of ours. The message says where; it holds no data. */
export class CopyDamagedError extends Error {
  constructor(what: string) {
    super(`the copy is damaged: ${what}`)
    this.name = 'CopyDamagedError'
  }
}
