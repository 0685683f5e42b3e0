import { useEffect, useReducer, useRef } from 'react'
import { takeLogPorts } from './log-ports'
import { LogSession } from './log-session'

/** Opens the log of a profile's run, of the latest one for null, for as long as it is shown; draws anew after changes, once a frame. */
export function useLogSession(profileId: string, runId: string | null): LogSession {
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const frame = useRef(0)
  const session = useRef<LogSession>(null)
  session.current ??= new LogSession(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      draw()
    })
  })
  const opened = session.current
  useEffect(() => {
    let isShown = true
    let end = () => {}
    void window.fermata.openLog(profileId, runId).then((log) => {
      if (log) end = takeLogPorts(log.id, (port) => (isShown ? opened.attach(port) : port.close()))
    })
    return () => {
      isShown = false
      end()
      opened.detach()
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
  }, [profileId, runId, opened])
  return opened
}
