import { app } from 'electron'

let unanswered = 0

/**
 * A question to the system's printing. A print server that never answers holds a thread of Chromium's, and Chromium
 * waits for its threads at the very end: the program would never be gone, and the next start would find it running.
 */
export async function askPrintSystem<Value>(question: Promise<Value>): Promise<Value> {
  unanswered++
  try {
    return await question
  } finally {
    unanswered--
  }
}

// By then all else has ended in order.
app.once('quit', (_event, code) => {
  if (unanswered > 0) reallyExit(code)
})

/** `process.exit` waits for the same threads; this call of Node's is in no types. */
function reallyExit(code: number): void {
  const node = process as unknown as { readonly reallyExit: (code: number) => void }
  node.reallyExit(code)
}
