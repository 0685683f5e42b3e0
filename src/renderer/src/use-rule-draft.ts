import { useEffect, useState } from 'react'

/** How long nothing must be typed before an entry counts, for those who don't leave the field. */
const restMs = 2500

type Texts<Name extends string> = Readonly<Record<Name, string>>

/** What is typed into a rule's fields, until it is saved. */
export interface RuleDraft<Name extends string> {
  readonly texts: Texts<Name>
  /** What is wrong, by field, in sentences. */
  readonly problems: Readonly<Partial<Record<Name, string>>>
  readonly isChanged: boolean
  type(name: Name, text: string): void
  revert(): void
  /** Saves what was typed, unless something of it is wrong. */
  commit(): void
}

/**
 * The fields of one rule while they're typed into.
 *
 * They are saved together, by Enter, by leaving the rule, or once nothing is typed any more: the new beginning of a
 * window together with its old end could be a time that the person never meant.
 */
export function useRuleDraft<Name extends string>(
  saved: Texts<Name>,
  problemsOf: (texts: Texts<Name>) => Partial<Record<Name, string>>,
  save: (texts: Texts<Name>) => void,
): RuleDraft<Name> {
  const [typed, setTyped] = useState<Partial<Record<Name, string>>>({})
  const texts = { ...saved, ...typed }
  const isChanged = Object.keys(typed).length > 0
  const none: RuleDraft<Name>['problems'] = Object.freeze({})
  const problems = isChanged ? problemsOf(texts) : none
  const commit = () => {
    if (!isChanged || Object.keys(problems).length > 0) return
    setTyped({})
    save(texts)
  }
  useEffect(() => {
    if (Object.keys(typed).length === 0) return undefined
    const timer = setTimeout(commit, restMs)
    return () => clearTimeout(timer)
    // Only what is typed begins the wait anew.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [typed])
  return {
    texts,
    problems,
    isChanged,
    type: (name, text) => setTyped((before) => ({ ...before, [name]: text })),
    revert: () => setTyped({}),
    commit,
  }
}
