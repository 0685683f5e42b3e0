import { Hourglass } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { useNow } from '../use-now'
import { holdText } from '../wording/collection'

/** The hosts that asked to wait, with the time that is left. They are asked again by themselves. */
export function RateLimits({ run }: { readonly run: RunView }) {
  const holds = run.collection?.holds ?? []
  const now = useNow(holds.length > 0 ? 1000 : 600_000)
  if (holds.length === 0) return null
  return (
    <section aria-label="Rate limits" className="card" data-tone="held">
      <div className="holds">
        {holds.map((hold) => (
          <div key={hold.host} className="hold">
            <Hourglass size={16} strokeWidth={1.75} aria-hidden="true" />
            <div>
              <h2>Rate limit: {hold.host} asked to wait</h2>
              <p>{holdText(hold, now)}</p>
            </div>
          </div>
        ))}
      </div>
    </section>
  )
}
