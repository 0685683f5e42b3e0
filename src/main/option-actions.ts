import { harmlessText } from '../log-files/line-text'
import type { OptionValues } from '../shared/built-in-options'
import type { OptionsSaved, OptionsView } from '../shared/profile-calls'
import type { OptionChoice } from './option-choice'
import type { ProfileParts } from './profile-actions'
import { commandLineOf } from './run-profiles'

/** What is set of a built-in run; null of a user's own. */
export function optionsView({ supervisor }: ProfileParts, profileId: string): OptionsView | null {
  const profile = supervisor.profileOf(profileId)
  if (!profile.options) return null
  const { values, problem } = profile.options
  return { values, problem, commandLine: commandLineOf(profile, 'continue') }
}

/** Keeps what is set of a built-in run, once its person has allowed another address. */
export async function saveOptions(parts: ProfileParts, profileId: string, values: OptionValues): Promise<OptionsSaved> {
  const { supervisor, desktop } = parts
  const { options, name } = supervisor.profileOf(profileId)
  if (!options) return { kind: 'notKept', reason: 'This run has no options.' }
  const running: OptionsSaved = { kind: 'notKept', reason: 'It is running. Stop it first, then save.' }
  if (supervisor.runs.isActive(profileId)) return running
  const problem = options.problemOf(values)
  if (problem !== null) return { kind: 'notKept', reason: problem }
  const address = otherAddress(options, values)
  if (address !== null) {
    const message = `Allow ${name} to fetch from this address?`
    if (!(await desktop.allowCommand({ message, detail: harmlessText(address) }))) return { kind: 'declined' }
    // It can have been started while the question was open.
    if (supervisor.runs.isActive(profileId)) return running
  }
  const reason = options.choose(values)
  if (reason !== null) return { kind: 'notKept', reason }
  supervisor.runs.of(profileId).changes.run()
  return { kind: 'saved' }
}

/** An address that would be fetched from and was not allowed before; null when there is none. */
function otherAddress({ values }: OptionChoice, { source = '' }: OptionValues): string | null {
  return source === '' || source === 'sample' || source === values.source ? null : source
}
