import { testSeconds } from '../../shared/pause-test'
import { Failed, howItLeft, type Rehearsal, type StepResult } from './rehearsal'

/** What a program leaves with that was stopped and has saved. */
const stoppedCode = 130

/** How long its last lines may take through the pipe after its end. */
const lastLinesMs = 500

/** Asks the program to stop, and looks whether it says that it has saved. */
export async function stop(test: Rehearsal): Promise<StepResult> {
  const { program, plan } = test
  const before = program.lines.length
  const askedAt = performance.now()
  program.askToStop()
  if (!(await test.waitFor(() => program.exit !== null, plan.timeoutMs)) || !program.exit) {
    throw new Failed('ignoresStop', `it is still there after ${testSeconds(plan.timeoutMs)}`)
  }
  const ms = program.exit.at - askedAt
  test.learn({ stopMs: ms })
  const findSaved = () => savedIn(program.lines.slice(before).map(({ text }) => text))
  await test.waitFor(() => findSaved() !== null, lastLinesMs)
  if (await test.staysLeft()) throw new Failed('leavesProcesses', 'it has stopped, what it started has not')
  const saved = findSaved()
  if (!saved) throw new Failed('stopsUnsaved', `${howItLeft(program.exit)}, without saying what it saved`)
  test.learn({ saved })
  if (program.exit.code !== stoppedCode) throw new Failed('stopsUnsaved', `it saved, but ${howItLeft(program.exit)}`)
  return { ms, detail: `Progress saved: ${saved.item} of ${saved.total} items` }
}

/** Starts the program again and looks whether it goes on where it was; then stops it for good. */
export async function continueAgain(test: Rehearsal): Promise<StepResult> {
  const { saved } = test.facts
  if (!saved || saved.item === 0 || saved.item >= saved.total) {
    return { status: 'skipped', detail: 'Nothing was done yet that it could go on with' }
  }
  await test.startProgram()
  const { program, plan } = test
  const find = () => program.lines.map(({ text }) => continuedIn(text)).find((item) => item !== null) ?? null
  const isOver = () => find() !== null || program.exit !== null
  await test.waitFor(isOver, plan.timeoutMs)
  // Its last lines may come after its end.
  await test.waitFor(() => find() !== null, lastLinesMs)
  const item = find()
  if (item === null) throw new Failed('startsOver', 'it didn’t say where it goes on')
  test.learn({ continuedWith: item })
  if (item !== saved.item + 1) throw new Failed('startsOver', `it goes on with item ${item}, not ${saved.item + 1}`)
  const ms = performance.now() - program.startedAt
  program.askToStop()
  await test.waitFor(() => program.exit !== null, plan.timeoutMs)
  return { ms, detail: `Goes on with item ${item}` }
}

function savedIn(lines: readonly string[]): { readonly item: number; readonly total: number } | null {
  const match = lines.map((line) => /Progress saved: (\d+) of (\d+) items/.exec(line)).find((found) => found !== null)
  return match ? { item: Number(match[1]), total: Number(match[2]) } : null
}

function continuedIn(line: string): number | null {
  const match = /Continuing from item (\d+) of \d+/.exec(line)
  return match ? Number(match[1]) : null
}
