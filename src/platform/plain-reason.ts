/** A system error in words for people, and its code for those who look it up. */
export interface PlainReason {
  readonly reason: string
  readonly code: string
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'another program is using it',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else has that name',
  EIO: 'the disk can’t be read or written',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  ENFILE: 'too many files are open',
  ENODEV: 'the drive is not there',
  ENOENT: 'the folder does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  ENXIO: 'the drive is not there',
  EPERM: 'not permitted',
  EROFS: 'it is mounted read-only',
  ESTALE: 'the network drive is not there',
  ETIMEDOUT: 'the drive does not answer',
}

/** Says in plain words why the system refused something; anything but a system error is a bug and is thrown on. */
export function plainReason(error: unknown): PlainReason {
  if (!isSystemError(error)) throw error
  return { code: error.code, reason: words[error.code] ?? `the system says ${error.code}` }
}

/** Says whether the system, not a bug, raised this. */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
}

/** Says whether the system raised this because of one of `codes`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return isSystemError(error) && codes.includes(error.code)
}
