import { useEffect, useState } from 'react'
import type { RunView } from '../../shared/ipc'
import type { ProgramSearch } from '../../shared/program-search'
import { isMissingProgram } from './wording/status'

/** Where a run's program was looked for; asked for only when it wasn't found, and again when the setup has changed. */
export function useProgramSearch(run: RunView): ProgramSearch | null {
  const { state, profileId } = run
  const isAsked =
    state.kind === 'ended' && state.outcome.kind === 'notSpawned' && isMissingProgram(state.outcome.reason)
  const [search, setSearch] = useState<ProgramSearch | null>(null)
  useEffect(() => {
    if (!isAsked) return undefined
    let isLatest = true
    void window.fermata.findProgram(profileId).then((found) => isLatest && setSearch(found))
    return () => {
      isLatest = false
    }
    // A saved setup comes back as another view of the run.
  }, [isAsked, profileId, run])
  return isAsked ? search : null
}
