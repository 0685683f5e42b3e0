import { closeSync, openSync, readSync } from 'node:fs'

/** Longer than any stat or status of a process. One for all: `readFileSync` takes new 64 KiB for each file without a size. */
const buffer = Buffer.allocUnsafeSlow(16 * 1024)

/** Reads a short file of Linux' /proc, which is whole in one read. A system error says why it can't be read. */
export function readProcFile(path: string): string {
  const file = openSync(path, 'r')
  try {
    return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0))
  } finally {
    closeSync(file)
  }
}
