import { FlaskConical } from 'lucide-react'
import { useEffect } from 'react'
import type { RunView } from '../../../shared/ipc'
import { tableTime } from '../../../shared/wording'
import { readPauseTests, testPause, usePauseTests } from '../pause-tests'
import { useNow } from '../use-now'
import { lastTestRows } from '../wording/pause-test'
import { isActive, phaseOf } from '../wording/phase'
import { Button } from './Button'
import { TestSign } from './TestSign'

/** What the last test of the run's pause found, and the way to the next one. */
export function PauseTestPanel({ run }: { readonly run: RunView }) {
  const last = usePauseTests((store) => store.tests[run.profileId]?.last ?? null)
  const now = useNow(60_000)
  useEffect(() => readPauseTests(run.profileId), [run.profileId])
  return (
    <section className="pause-test" aria-label="Pause test">
      <h2 className="label">Pause test</h2>
      <p>Starts the run, pauses it, resumes it and stops it again, to see that it really listens.</p>
      {last && (
        <>
          <ul className="last-test">
            {lastTestRows(last).map(({ isGood, text, time }) => (
              <li key={text}>
                <TestSign look={isGood ? 'done' : 'failed'} size={16} />
                <span>{text}</span>
                <span className="test-time">{time}</span>
              </li>
            ))}
          </ul>
          <p className="last-test-time">Last test: {tableTime(last.at, now)}.</p>
        </>
      )}
      <Button
        size="small"
        icon={<FlaskConical size={16} strokeWidth={1.75} aria-hidden="true" />}
        off={isActive(phaseOf(run)) ? 'Stop the run first: the test starts it anew' : null}
        onPress={() => testPause(run.profileId)}
      >
        Test the pause
      </Button>
    </section>
  )
}
