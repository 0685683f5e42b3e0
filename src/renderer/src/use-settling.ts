import { useEffect, useReducer } from 'react'
import type { RunView } from '../../shared/ipc'
import { settlingMs } from './commands'

/** Whether the run's first button still ignores clicks because its action has just changed. */
export function useSettling(run: RunView): boolean {
  const [, wake] = useReducer((count: number) => count + 1, 0)
  const ms = settlingMs(run, Date.now())
  useEffect(() => {
    if (ms === 0) return undefined
    const timer = setTimeout(wake, ms)
    return () => clearTimeout(timer)
  }, [ms])
  return ms > 0
}
