import { useEffect, useReducer, useRef } from 'react'
import type { LogMark } from '../../../shared/ipc'
import { LogConnection } from './log-connection'

/** A log that is on screen, and what the log service said of it last. */
export interface ShownLog {
  readonly connection: LogConnection
  readonly size: LogConnection['size']
  readonly marks: readonly LogMark[]
}

/** Keeps a profile's log open for as long as it is shown. */
export function useLog(profileId: string): ShownLog {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const opened = useRef<LogConnection>(null)
  opened.current ??= new LogConnection(draw)
  const connection = opened.current
  useEffect(() => {
    void connection.begin(profileId)
    return () => connection.close()
  }, [connection, profileId])
  return { connection, size: connection.size, marks: connection.marks }
}
