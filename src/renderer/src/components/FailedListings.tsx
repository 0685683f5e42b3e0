import { RotateCcw } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { clockSeconds } from '../../../shared/wording'
import { retryFailed } from '../commands'
import { failuresNote, retryOff } from '../wording/collection'
import { Button } from './Button'

/** The listings that were given up, each with its reason, and the way to try them again. */
export function FailedListings({ run }: { readonly run: RunView }) {
  const { collection } = run
  const failed = collection?.items.failed ?? 0
  if (!collection || failed === 0) return null
  const { failures } = collection
  return (
    <section aria-label="Failed listings" className="failures">
      <div className="table-head">
        <h2 className="label">Failed listings</h2>
        <span className="muted">{failuresNote(failed, failures.length)}</span>
        <Button
          size="small"
          off={retryOff(run)}
          icon={<RotateCcw size={14} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => retryFailed(run.profileId)}
        >
          Retry failed
        </Button>
      </div>
      {failures.length > 0 && (
        <table aria-label="Failed listings" className="table">
          <thead>
            <tr>
              <th scope="col" className="listing">
                Listing
              </th>
              <th scope="col" className="wide">
                Reason
              </th>
              <th scope="col" className="number time">
                Given up at
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ listing, reason, time }) => (
              <tr key={listing}>
                <td>
                  <code title={listing}>{listing}</code>
                </td>
                <td className="wrap">{reason}</td>
                <td className="number">{time === null ? '' : clockSeconds(time)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
