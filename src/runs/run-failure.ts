import { refusedExitCode } from '../shared/drift-line'

/** Exit codes of the run programs. */
export const exitCodes = { finished: 0, failed: 1, refused: refusedExitCode, stopped: 130 } as const

/**
 * An end that the user can do something about: its message is the one line that a run prints last.
 *
 * `refused` means bad arguments or files that don't go together, with nothing written; `failed` is everything else.
 */
export class RunFailure extends Error {
  override readonly name = 'RunFailure'

  constructor(
    readonly kind: 'refused' | 'failed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Says why the system refused something, in words and with its code, for the end of a line. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code
  const words = code === undefined ? undefined : reasons[code]
  if (words !== undefined) return `${words} (${code})`
  return error instanceof Error ? oneLine(error.message) : String(error)
}

/** Folds a text into one line, so that what a run says last is never cut in two. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim()
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something else has that name',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'disk quota used up',
  EFBIG: 'the file would be too big for this disk or user',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reports an error',
  EMFILE: 'too many open files',
  EBUSY: 'it is in use by another program',
}
