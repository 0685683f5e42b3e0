import { useEffect, useState } from 'react'
import type { HistoryDetails } from '../../../shared/past-runs'

/** All that is known of one past run, also when it changes; null before the answer, and when it is gone. */
export function useRunDetails(runId: string | null): HistoryDetails | null {
  const [details, setDetails] = useState<HistoryDetails | null>(null)
  useEffect(() => {
    let isWanted = true
    const read = async () => {
      const found = runId === null ? null : await window.fermata.readHistoryRun(runId)
      if (isWanted) setDetails(found)
    }
    void read()
    const end = window.fermata.onPastRunsChanged((changed) => {
      if (changed === null || changed === runId) void read()
    })
    return () => {
      isWanted = false
      end()
    }
  }, [runId])
  return details?.runId === runId ? details : null
}
