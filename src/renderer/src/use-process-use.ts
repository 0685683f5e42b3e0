import { useEffect } from 'react'
import type { ProcessUse } from '../../shared/run-evidence'
import { useRunStore } from './run-store'

/** How often what a run takes of the machine is asked for, while that is in sight. */
const askIntervalMs = 5000

/** What a run takes of the machine; asked for only while a window that can be seen shows it, and the run has a process. */
export function useProcessUse(profileId: string, pid: number | null): ProcessUse | null {
  useEffect(() => {
    if (pid === null) return undefined
    const ask = () => {
      if (document.hidden) return
      void window.fermata.readProcessUse(profileId).then((use) => {
        const { uses } = useRunStore.getState()
        if (isSame(uses[profileId], use)) return
        useRunStore.setState({ uses: { ...uses, [profileId]: use } })
      })
    }
    ask()
    const timer = setInterval(ask, askIntervalMs)
    return () => {
      clearInterval(timer)
      useRunStore.setState(({ uses }) => ({ uses: { ...uses, [profileId]: null } }))
    }
  }, [profileId, pid])
  return useKnownUse(profileId)
}

function isSame(one: ProcessUse | null | undefined, other: ProcessUse | null): boolean {
  return one?.cpuPercent === other?.cpuPercent && one?.memoryBytes === other?.memoryBytes
}

/** The same as far as it is known already: asks for nothing. */
export function useKnownUse(profileId: string): ProcessUse | null {
  return useRunStore((store) => store.uses[profileId] ?? null)
}
