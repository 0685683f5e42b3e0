import type { Repeat } from './repeat'

/** How a disturbed repeat differs from the undisturbed one, in words; null when model and items are the same. */
export function differenceOf(repeat: Repeat, undisturbed: Repeat): string | null {
  const { sha256, items, exit, lastError } = repeat
  if (sha256 === null) return `it ended ${endOf(exit)} without a model${lastError === '' ? '' : `: ${lastError}`}`
  if (items.fault !== null) return items.fault
  const wanted = undisturbed.items.losses
  const first = wanted.findIndex((loss, at) => !Object.is(loss, items.losses[at]))
  if (items.losses.length !== wanted.length)
    return `it did ${items.losses.length} items, the undisturbed one ${wanted.length}`
  if (sha256 === undisturbed.sha256 && first < 0) return null
  const where = first < 0 ? '' : `, and is another from item ${first + 1} on`
  return `its model has sha256 ${sha256}, that of the undisturbed one ${undisturbed.sha256}${where}`
}

/** `with exit code 1`, `by SIGKILL`. */
export function endOf({ code, signal }: Repeat['exit']): string {
  return signal === null ? `with exit code ${code}` : `by ${signal}`
}
