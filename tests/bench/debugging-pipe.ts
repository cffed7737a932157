import type { Readable, Writable } from 'node:stream'

/**
 * Chromium's debugger on two pipes (`--remote-debugging-pipe`): JSON, each message ended by a NUL. It costs both
 * programs of a comparison the same, and next to nothing; Playwright holds the main process back until it is attached.
 */
export function debuggingPipe(write: Writable, read: Readable) {
  let nextId = 1
  let rest = ''
  const waiting = new Map<number, (answer: Message) => void>()
  let pageFound: (session: string) => void = () => undefined
  const page = new Promise<string>((resolve) => {
    pageFound = resolve
  })

  read.setEncoding('utf8')
  read.on('data', (text: string) => {
    const parts = (rest + text).split('\0')
    rest = parts.pop() ?? ''
    for (const part of parts) take(JSON.parse(part))
  })

  function take(message: Message): void {
    if (message.id !== undefined) {
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    } else if (message.method === 'Target.attachedToTarget' && message.params?.targetInfo?.type === 'page') {
      pageFound(message.params.sessionId ?? '')
    }
  }

  function send(method: string, params: object, sessionId?: string): Promise<Message> {
    const id = nextId++
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      write.write(`${JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`)
    })
  }

  void send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true })

  return {
    /** Runs an expression in the page until it gives a value: a page that is just being loaded takes it away. */
    async evaluate(expression: string): Promise<unknown> {
      const sessionId = await page
      for (;;) {
        const { result } = await send(
          'Runtime.evaluate',
          { expression, awaitPromise: true, returnByValue: true },
          sessionId,
        )
        if (result?.result?.value !== undefined && result.exceptionDetails === undefined) return result.result.value
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
    async typeKey(text: string): Promise<void> {
      const sessionId = await page
      await send('Input.dispatchKeyEvent', { type: 'keyDown', text, key: text, unmodifiedText: text }, sessionId)
      await send('Input.dispatchKeyEvent', { type: 'keyUp', key: text }, sessionId)
    },
    close: (): Promise<Message> => send('Browser.close', {}),
  }
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly sessionId?: string; readonly targetInfo?: { readonly type: string } }
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: unknown }
}
