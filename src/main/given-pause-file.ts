import { resolve } from 'node:path'
import { placeOf } from '../platform/real-path'
import type { OwnRunSetup } from '../shared/own-run'

/** The pause file that a command's own arguments name, as it stands there; null when they name none. */
export function givenPauseFile({ args, needsShell }: Pick<OwnRunSetup, 'args' | 'needsShell'>): string | null {
  const given = needsShell ? args.join(' ').split(/\s+/) : args
  const at = given.indexOf('--pause-file')
  const joined = given.find((arg) => arg.startsWith('--pause-file='))?.slice('--pause-file='.length)
  const text = (at < 0 ? joined : given[at + 1]) ?? ''
  // A shell may make something else of quotes and variables.
  return text === '' || (needsShell && /["'$`\\*?]/.test(text)) ? null : text
}

/** The same where it is another file than the one that the app makes: such a run never sees a pause. */
export function otherPauseFile(setup: OwnRunSetup): string | null {
  const given = givenPauseFile(setup)
  if (given === null) return null
  const place = (path: string) => placeOf(resolve(setup.folder, path))
  return place(given) === place(setup.pauseFile) ? null : given
}
