/** A failure that its reader can mend: the message is one line that says what to do, so no stack is shown. */
export class SetupError extends Error {
  name = 'SetupError'
}

/**
 * Says on stderr what is being done; stdout belongs to a script's result.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`fermata: ${line}\n`)
}

/**
 * Runs a script's main function and turns its outcome into the exit code.
 *
 * @param {() => Promise<number | void>} main gives the exit code; nothing means 0
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    if (error instanceof SetupError) say(error.message)
    else console.error(error)
    process.exitCode = 1
  }
}
