import type { SetupField, SetupFinding } from '../shared/own-run'

/** Something that must be changed first. */
export function problem(field: SetupField, short: string, text: string, instead: string | null = null): SetupFinding {
  return { field, isProblem: true, short, text, instead }
}

/** Something that is as it should be, or is good to know. */
export function note(field: SetupField, text: string, instead: string | null = null): SetupFinding {
  return { field, isProblem: false, short: '', text, instead }
}
