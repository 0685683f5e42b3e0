import { create } from 'zustand'
import type { FermataApi } from '../../shared/ipc'
import type { PauseTests } from '../../shared/pause-test-calls'
import { announce, ask } from './view-store'

interface PauseTestsStore {
  readonly tests: Readonly<Record<string, PauseTests>>
  /** Why the test that was asked for last wasn't begun; a sentence. */
  readonly refusal: string | null
}

/** The tests of pauses as main said last. */
export const usePauseTests = create<PauseTestsStore>(() => ({ tests: {}, refusal: null }))

/** Subscribes to the tests; returns the way to unsubscribe. */
export function connectPauseTests(api: FermataApi): () => void {
  return api.onPauseTestsChanged(take)
}

/** Asks what is known of a run's tests. */
export function readPauseTests(profileId: string): void {
  void window.fermata.readPauseTests(profileId).then(take)
}

/** Begins a test and shows it. */
export function testPause(profileId: string): void {
  usePauseTests.setState(({ tests }) => {
    const { [profileId]: before, ...others } = tests
    // What an earlier test found must not stand there as if it were this one's.
    return { refusal: null, tests: before ? { ...others, [profileId]: { ...before, current: null } } : others }
  })
  ask('pauseTest', profileId)
  void window.fermata.startPauseTest(profileId).then((started) => {
    if (!started.ok) usePauseTests.setState({ refusal: started.reason })
  })
}

/** Ends a test before its time. */
export function cancelPauseTest(profileId: string): void {
  void window.fermata.cancelPauseTest(profileId).then(({ ok }) => {
    if (ok) announce('Test cancelled')
  })
}

function take(tests: PauseTests): void {
  usePauseTests.setState((store) => ({ tests: { ...store.tests, [tests.profileId]: tests } }))
}
