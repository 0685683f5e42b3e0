import { writeSync } from 'node:fs'

/** How loud a line is; `warn` and `error` go where a terminal shows errors. */
export type LineLevel = 'info' | 'warn' | 'error'

/** Prints whole lines, at once. */
export interface LinePrinter {
  /** Prints lines in one write, so that nothing gets between them. */
  print(...lines: readonly string[]): void
  /** Says something that isn't as it should be; the run goes on. */
  warn(line: string): void
  /** Says why the run ends. */
  error(line: string): void
}

/** What a printer needs to know. */
export interface LinePrinterOptions {
  /** The app started this run, so each line carries when it was printed and how loud it is. */
  readonly stamped: boolean
  /** Nobody can read standard output any more: its pipe or terminal is gone. Called once. */
  readonly onBroken?: () => void
  /** Where bytes go; tests put their own here. */
  readonly write?: (descriptor: number, bytes: Uint8Array) => number
}

const stdout = 1
const stderr = 2

/**
 * Makes the printer of a run program.
 *
 * Writes synchronously: when a line is printed it has left the process, so no exit loses one. A reader that is gone
 * ends nothing by itself; the caller decides in `onBroken`, and further lines are dropped.
 */
export function createLinePrinter(options: LinePrinterOptions): LinePrinter {
  const write = options.write ?? ((descriptor, bytes) => writeSync(descriptor, bytes))
  const broken = new Set<number>()

  function put(descriptor: number, level: LineLevel, lines: readonly string[]): void {
    if (broken.has(descriptor)) return
    const stamp = options.stamped ? `${new Date().toISOString()} ${level} ` : ''
    const text = lines.map((line) => `${stamp}${line}\n`).join('')
    if (writeAll(write, descriptor, Buffer.from(text)) === 'written') return
    broken.add(descriptor)
    if (descriptor === stdout) options.onBroken?.()
  }

  return {
    print: (...lines) => put(stdout, 'info', lines),
    warn: (line) => put(stderr, 'warn', [line]),
    error: (line) => put(stderr, 'error', [line]),
  }
}

function writeAll(
  write: (descriptor: number, bytes: Uint8Array) => number,
  descriptor: number,
  bytes: Uint8Array,
): 'written' | 'broken' {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += write(descriptor, bytes.subarray(done))
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      // The reader is slower than we are: wait for it, as a blocking write would.
      if (code === 'EAGAIN') sleepBlocking(2)
      // The reader, or the terminal, is gone for good.
      else if (code === 'EPIPE' || code === 'EIO' || code === 'EBADF') return 'broken'
      // A full disk under a log file: the line is lost, the work isn't, and there may be space again later.
      else return 'written'
    }
  }
  return 'written'
}

function sleepBlocking(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
