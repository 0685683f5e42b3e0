import { rmSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { Throttle } from '../platform/throttle'
import type { PauseTestNews } from '../shared/pause-test'
import type { PauseTests, PauseTestStarted, PauseTestView } from '../shared/pause-test-calls'
import type { CommandResult } from '../shared/ipc'
import { makePlace, obstacleToTest, orderFor } from './pause-test-order'
import { PauseTestProcess } from './pause-test-process'
import type { PauseTestStore } from './pause-test-store'
import { done, refused } from './profile-run'
import type { ProfileRuns } from './profile-runs'
import { commandLineOf, type RunProfile } from './run-profiles'

/** How often at most the window hears of output; steps go at once. */
const outputGapMs = 250

/** How much of the end of what the program prints the window gets. */
const mostOutputCharacters = 20_000

/** What the tests of pauses need. */
export interface PauseTestsParts {
  /** The path of the program that carries them out. */
  readonly program: string
  readonly runs: ProfileRuns
  readonly store: PauseTestStore
  readonly changed: (tests: PauseTests) => void
}

interface PauseTest {
  view: PauseTestView
  readonly process: PauseTestProcess
  readonly tell: Throttle
  isCancelled: boolean
}

/** Tests whether runs honour the pause: one test of a profile at a time, never while a run of it works. */
export class PauseTestDesk {
  private readonly tests = new Map<string, PauseTest>()

  constructor(private readonly parts: PauseTestsParts) {}

  /** Whether a profile is being tested; its run isn't to be started then. */
  isTesting(profileId: string): boolean {
    return this.tests.get(profileId)?.view.state === 'running'
  }

  read(profileId: string): PauseTests {
    const { profile } = this.parts.runs.of(profileId)
    return {
      profileId,
      current: this.tests.get(profileId)?.view ?? null,
      last: this.parts.store.last(profileId, commandOf(profile)),
    }
  }

  start(profileId: string): PauseTestStarted {
    const run = this.parts.runs.of(profileId)
    const { profile } = run
    if (this.isTesting(profileId)) return { ok: false, reason: `${profile.name} is being tested already.` }
    if (this.parts.runs.isActive(profileId)) {
      return { ok: false, reason: `${profile.name} is running. Stop it first: both would use the same folder.` }
    }
    const obstacle = obstacleToTest(run, this.parts.runs.all)
    if (obstacle !== null) return { ok: false, reason: obstacle }
    this.begin(profile)
    return { ok: true }
  }

  /** Ends a test; what it has started ends with it. */
  cancel(profileId: string): CommandResult {
    const test = this.tests.get(profileId)
    if (test?.view.state !== 'running') return refused
    test.isCancelled = true
    test.process.cancel()
    return done
  }

  /** The app ends, and all tests with it. */
  close(): void {
    for (const [profileId, { tell }] of this.tests) {
      tell.cancel()
      this.cancel(profileId)
    }
  }

  private begin(profile: RunProfile): void {
    const place = makePlace(profile)
    const tell = new Throttle(outputGapMs, () => this.parts.changed(this.read(profile.id)))
    const process = new PauseTestProcess(
      orderFor(this.parts.program, profile, place),
      (news) => this.heard(profile, news),
      (complaint) => {
        rmSync(place.scratch, { recursive: true, force: true, maxRetries: 3 })
        this.ended(profile, complaint)
      },
    )
    const view = { state: 'running', steps: [], stepSince: Date.now(), output: '', report: null, reason: '' } as const
    this.tests.set(profile.id, { view, process, tell, isCancelled: false })
    tell.run()
  }

  private heard(profile: RunProfile, news: PauseTestNews): void {
    const test = this.tests.get(profile.id)
    if (!test) return
    const { view } = test
    if (news.kind === 'output') {
      test.view = { ...view, output: (view.output + plainText(news.text)).slice(-mostOutputCharacters) }
      test.tell.request()
      return
    }
    if (news.kind === 'report') {
      const { kind: _, ...report } = news
      test.view = { ...view, report }
      this.parts.store.keep(profile.id, commandOf(profile), { at: Date.now(), report })
      return
    }
    const { kind: _, ...step } = news
    const steps = [...view.steps.filter(({ id }) => id !== step.id), step]
    test.view = { ...view, steps, stepSince: step.status === 'now' ? Date.now() : view.stepSince }
    test.tell.run()
  }

  private ended(profile: RunProfile, complaint: string): void {
    const test = this.tests.get(profile.id)
    if (!test) return
    const { report } = test.view
    const state = report ? 'reported' : test.isCancelled ? 'cancelled' : 'broken'
    test.view = { ...test.view, state, reason: complaint }
    test.tell.run()
  }
}

/** Text for a plain box: without colours, and each state of a bar on a line of its own. */
function plainText(text: string): string {
  return stripVTControlCharacters(text.replaceAll(/\r\n?/g, '\n'))
}

function commandOf(profile: RunProfile): readonly string[] {
  return commandLineOf(profile, 'continue')
}
