import { useEffect } from 'react'
import { useRunStore } from '../run-store'
import { announce, useViewStore } from '../view-store'
import { lookOf } from '../wording/phase'
import { announcement } from '../wording/status'

/** What is only heard: each change of state once, and what a copy button did. */
export function Announcer() {
  const { text, number } = useViewStore((store) => store.announcement)
  useEffect(
    () =>
      useRunStore.subscribe(({ runs }, before) => {
        for (const run of runs ?? []) {
          const last = before.runs?.find((one) => one.profileId === run.profileId)
          const { label } = lookOf(run)
          if (last && lookOf(last).label !== label) announce(announcement(run, label))
        }
      }),
    [],
  )
  // The same words twice in a row are heard twice only when their element is a new one.
  return (
    <div aria-live="polite" className="heard-only">
      <span key={number}>{text}</span>
    </div>
  )
}
