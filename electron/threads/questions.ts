interface Waiting<Question> {
  readonly question: Question
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  /** Threads that died while they had it. */
  deaths: number
}

/** What a thread was asked and has not answered, under the numbers that go to and fro with it. */
export function createQuestions<Question>(send: (id: number, question: Question) => void) {
  const waiting = new Map<number, Waiting<Question>>()
  let last = 0

  function take(id: number): Waiting<Question> | undefined {
    const asked = waiting.get(id)
    waiting.delete(id)
    return asked
  }

  return {
    ask(question: Question): Promise<unknown> {
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        waiting.set(id, { question, resolve, reject, deaths: 0 })
        send(id, question)
      })
    },

    answered: (id: number, value: unknown): void => take(id)?.resolve(value),
    failed: (id: number, error: Error): void => take(id)?.reject(error),

    failAll(error: Error): void {
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    },

    /** The thread died, and another is there to be asked. What has seen too many die is what kills them. */
    askAgain(deathsAllowed: number, error: () => Error): void {
      for (const [id, asked] of waiting) {
        asked.deaths += 1
        if (asked.deaths >= deathsAllowed) take(id)?.reject(error())
      }
      for (const [id, { question }] of waiting) send(id, question)
    },
  }
}
