/** A step of the set-up that could not be done. Its message is all the user needs, so no stack is shown for it. */
export class SetUpError extends Error {}

/**
 * One line of progress. It goes to stderr: stdout belongs to what was asked for (a count, a bench's JSON).
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`[ose-station] ${line}\n`)
}

/**
 * Runs a command of ours: its result is the exit code; a `SetUpError` is told in its own words, anything else is a bug and keeps its stack.
 * @param {() => Promise<number>} command
 */
export async function runCommand(command) {
  try {
    process.exitCode = await command()
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
