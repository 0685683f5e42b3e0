import { useEffect, useRef, useState } from 'react'
import type { RunView } from '../../../shared/ipc'
import type { PauseTestView } from '../../../shared/pause-test-calls'
import { cancelPauseTest, testPause, usePauseTests } from '../pause-tests'
import { useNow } from '../use-now'
import { closeDialog } from '../view-store'
import { outcomeOf, type ShownStep, shownSteps, stepCount } from '../wording/pause-test'
import { Button } from './Button'
import { HarmlessButton, PlainDialog } from './Dialog'
import { TestSign } from './TestSign'

/** The test of a run's pause, step by step. Escape ends it. */
export function PauseTestDialog({ run }: { readonly run: RunView }) {
  const test = usePauseTests((store) => store.tests[run.profileId]?.current ?? null)
  const refusal = usePauseTests((store) => store.refusal)
  const [showsOutput, showOutput] = useState(false)
  const now = useNow(test?.state === 'running' ? 100 : 60_000)
  const steps = shownSteps(run, test, now)
  const isOver = refusal !== null || (test !== null && test.state !== 'running')
  const close = () => {
    if (test?.state === 'running') cancelPauseTest(run.profileId)
    closeDialog()
  }
  return (
    <PlainDialog title={`Test the pause: ${run.name}`} onCancel={close} className="pause-test-dialog">
      <p>
        {run.runKind === 'own'
          ? 'Runs the command for a few seconds in its working folder. Nothing is kept in History.'
          : 'Runs the command for a few seconds in a folder of its own. Nothing is kept in History.'}
      </p>
      <div className="test-body">
        <ol className="test-steps" aria-label="Steps of the test">
          {steps.map((step) => (
            <TestStep key={step.id} step={step} />
          ))}
        </ol>
        <div role="status" className="test-outcome">
          {refusal !== null && <Outcome isGood={false} title="The test wasn’t started." text={refusal} />}
          {refusal === null && test && isOver && <Outcome {...outcomeOf(test)} />}
        </div>
        {showsOutput && test && <TestOutput test={test} />}
      </div>
      <div className="test-buttons">
        <span className="muted">{stepCount(steps)}</span>
        <Button kind="ghost" pressed={showsOutput} onPress={() => showOutput(!showsOutput)}>
          {showsOutput ? 'Hide output' : 'Show output'}
        </Button>
        {isOver && <Button onPress={() => testPause(run.profileId)}>Test again</Button>}
        <HarmlessButton onPress={close}>{isOver ? 'Close' : 'Cancel test'}</HarmlessButton>
      </div>
    </PlainDialog>
  )
}

function TestStep({ step }: { readonly step: ShownStep }) {
  return (
    <li data-step={step.look} aria-current={step.look === 'now' ? 'step' : undefined}>
      <TestSign look={step.look} size={20} />
      <span className="test-title">{step.title}</span>
      <span className="test-time">{step.time}</span>
      <span className="test-detail">{step.detail}</span>
    </li>
  )
}

function Outcome({ isGood, title, text }: { readonly isGood: boolean; readonly title: string; readonly text: string }) {
  return (
    <div className="notice" data-tone={isGood ? 'active' : 'failed'}>
      <TestSign look={isGood ? 'done' : 'failed'} size={20} />
      <div>
        <h3>{title}</h3>
        <p>{text}</p>
      </div>
    </div>
  )
}

/** The end of what the program printed; it stays at its end while it grows. */
function TestOutput({ test }: { readonly test: PauseTestView }) {
  const box = useRef<HTMLPreElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [])
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [test.output])
  return (
    <pre ref={box} className="test-output" role="region" aria-label="Output of the test" tabIndex={0}>
      {test.output || 'No output yet'}
    </pre>
  )
}
