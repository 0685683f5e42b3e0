import type { RunView } from '../../../shared/ipc'
import { useNow } from '../use-now'
import { workerRow, workersSummary } from '../wording/collection'
import { StateSign } from './StateSign'

/** What each worker of a collection does now. */
export function Workers({ run }: { readonly run: RunView }) {
  const workers = run.collection?.workers ?? []
  const now = useNow(workers.length > 0 ? 1000 : 600_000)
  if (workers.length === 0) return null
  return (
    <section className="workers">
      <div className="table-head">
        <h2 className="label">Workers</h2>
        <span className="muted">{workersSummary(run)}</span>
      </div>
      <table aria-label="Workers" className="table">
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col" className="state">
              State
            </th>
            <th scope="col" className="wide">
              Current {run.itemNoun}
            </th>
            <th scope="col" className="number">
              For
            </th>
            <th scope="col" className="number">
              Done
            </th>
            <th scope="col" className="number">
              Errors
            </th>
          </tr>
        </thead>
        <tbody>
          {workers
            .map((worker) => workerRow(worker, run, now))
            .map(({ number, sign, state, listing, url, lasts, done, errors }) => (
              <tr key={number}>
                <td>{number}</td>
                <td>
                  <span className="worker-state">
                    <StateSign phase={sign} size={14} />
                    {state}
                  </span>
                </td>
                <td>
                  {listing === null ? (
                    <span className="muted">none</span>
                  ) : (
                    <code title={url ?? undefined}>{listing}</code>
                  )}
                </td>
                <td className="number">{lasts}</td>
                <td className="number">{done}</td>
                <td className="number">{errors}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
