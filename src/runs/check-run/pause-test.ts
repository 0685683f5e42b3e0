import { type PauseTestReport, type PauseTestStepId, pauseTestSteps, type PauseVerdict } from '../../shared/pause-test'
import { createFile, pause, resume, start, stayPaused } from './pause-steps'
import { Cancelled, Failed, type PauseTestListener, type PauseTestPlan, Rehearsal, type StepResult } from './rehearsal'
import { continueAgain, stop } from './stop-steps'

const take: Record<PauseTestStepId, (test: Rehearsal) => Promise<StepResult>> = {
  started: start,
  fileCreated: createFile,
  paused: pause,
  stayedPaused: stayPaused,
  resumed: resume,
  stopped: stop,
  continued: continueAgain,
}

/**
 * Starts a program, pauses it, resumes it, stops it and starts it again, and finds what of the contract it keeps.
 *
 * The first thing that isn't kept ends the test. No process and no pause file is left, whatever happens; null when the
 * test was cancelled.
 */
export async function testPause(
  plan: PauseTestPlan,
  listener: PauseTestListener,
  cancel: AbortSignal,
): Promise<PauseTestReport | null> {
  const test = new Rehearsal(plan, listener, cancel)
  const report = (verdict: PauseVerdict, detail: string): PauseTestReport => ({ ...test.facts, verdict, detail })
  let place = 0
  try {
    for (const id of pauseTestSteps) {
      const begun = performance.now()
      listener.step({ id, status: 'now', ms: null, detail: '' })
      const { status = 'passed', ms = performance.now() - begun, detail } = await take[id](test)
      listener.step({ id, status, ms, detail })
      place += 1
    }
    return report('honours', '')
  } catch (error) {
    if (error instanceof Cancelled) return null
    if (!(error instanceof Failed)) throw error
    tellRest(listener, place, error.detail)
    return report(error.verdict, error.detail)
  } finally {
    await test.leaveNothing()
  }
}

function tellRest(listener: PauseTestListener, place: number, detail: string): void {
  for (const [index, id] of pauseTestSteps.entries()) {
    if (index === place) listener.step({ id, status: 'failed', ms: null, detail })
    if (index > place) listener.step({ id, status: 'skipped', ms: null, detail: '' })
  }
}
