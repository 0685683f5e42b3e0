import { testSeconds } from '../../shared/pause-test'
import { NBSP } from '../../shared/wording'
import { markOf, parseLine } from '../../shared/run-lines'
import { Failed, type Rehearsal, type StepResult } from './rehearsal'
import type { PrintedLine } from './tested-program'

/** How long a program may say nothing at its start before it is asked to pause all the same. */
const firstOutputMs = 5000
/** What is written and computed right after the line belongs to the pause's beginning. */
const settleMs = 500
/** CPU of one core that still counts as none: waiting programs wake now and then. */
const idleCpuPercent = 3
/** Further apart, safe points are too seldom whatever lies between them: a person has taken the program for dead. */
const mostDistanceMs = 30_000
/** Many lines of progress within a distance that people notice: it could have looked after each. */
const noticedMs = 1500
const manyLines = 8
/** How long a program that hasn't answered is looked at, to tell one that stands still. */
const stillnessMs = 1500
/** How long a program that hasn't answered may take to leave, with what it has held back. */
const lateLinesMs = 5000

/** Starts the program and waits for a sign of life. */
export async function start(test: Rehearsal): Promise<StepResult> {
  await test.startProgram()
  const { program, plan } = test
  const isAwake = () => program.printedAnything || program.exit !== null
  await test.waitFor(isAwake, Math.min(firstOutputMs, plan.timeoutMs))
  const ms = performance.now() - program.startedAt
  return {
    ms,
    detail: `PID ${program.pid}, ${program.printedAnything ? `first output after ${testSeconds(ms)}` : 'no output yet'}`,
  }
}

/** Makes the pause file. */
export async function createFile(test: Rehearsal): Promise<StepResult> {
  await test.failIfGone()
  test.makeFile()
  return { detail: test.plan.pauseFile }
}

/** Waits for the line that confirms the pause. */
export async function pause(test: Rehearsal): Promise<StepResult> {
  const { program, plan } = test
  const before = program.lines.length
  const askedAt = performance.now()
  const line = await test.waitForLine(plan.pausedText, before)
  if (!line) return failUnanswered(test, before)
  const ms = line.at - askedAt
  test.learn({ answerMs: ms })
  return { ms, detail: quoted(line.text) }
}

/** Looks whether the pause is one: no output, no CPU, the file left alone. */
export async function stayPaused(test: Rehearsal): Promise<StepResult> {
  const { program, plan } = test
  const hasPausedLine = (line: PrintedLine) => line.text.includes(plan.pausedText)
  const after = program.lines.findLastIndex(hasPausedLine) + 1
  const isBroken = () => program.exit !== null || !test.isFileThere
  await test.waitFor(isBroken, settleMs)
  const cpu = program.cpuMs
  const begun = performance.now()
  await test.waitFor(isBroken, plan.holdMs)
  const ms = performance.now() - begun
  const cpuNow = program.cpuMs
  await test.failIfGone()
  if (!test.isFileThere) throw new Failed('deletesFile', 'the file was gone while it was paused')
  const percent = cpu === null || cpuNow === null ? null : ((cpuNow - cpu) / ms) * 100
  test.learn({ pausedCpuPercent: percent })
  const said = program.lines.slice(after).find(({ text }) => text.trim() !== '' && !isHowToResume(text))
  if (said) throw new Failed('worksOn', `it printed ${quoted(said.text)} after it`)
  if (percent !== null && percent > idleCpuPercent) {
    throw new Failed('worksOn', `it used ${percent.toFixed(0)}${NBSP}% of a core while it was paused`)
  }
  const looked = percent === null ? 'the CPU can’t be seen on this system' : `CPU ${percent.toFixed(0)}${NBSP}%`
  return { ms, detail: `No output, ${looked} for ${Math.round(ms / 1000)}${NBSP}s` }
}

/** Takes the file away and waits for the line; then pauses at once again, which takes from one safe point to the next. */
export async function resume(test: Rehearsal): Promise<StepResult> {
  const resumed = await untilResumed(test)
  test.learn({ resumeMs: resumed.ms })
  await measureDistance(test, resumed)
  return { ms: resumed.ms, detail: quoted(resumed.line.text) }
}

interface Resumed {
  readonly ms: number
  readonly line: PrintedLine
  /** How many lines there were up to the line that says so. */
  readonly lineCount: number
}

async function untilResumed(test: Rehearsal): Promise<Resumed> {
  const { program, plan } = test
  const before = program.lines.length
  const cpu = program.cpuMs
  const askedAt = performance.now()
  test.removeFile()
  const line = await test.waitForLine(plan.resumedText, before)
  if (!line) {
    const works = program.lines.length > before || (program.cpuMs ?? 0) - (cpu ?? 0) > settleMs
    throw new Failed('neverResumes', works ? 'it works on without the line' : 'it stands still')
  }
  return { ms: line.at - askedAt, line, lineCount: program.lines.indexOf(line) + 1 }
}

async function measureDistance(test: Rehearsal, resumed: Resumed): Promise<void> {
  const { program, plan } = test
  test.makeFile()
  const line = await test.waitForLine(plan.pausedText, resumed.lineCount)
  if (!line) {
    throw new Failed('looksTooSeldom', `not in ${testSeconds(plan.timeoutMs)}, and ${lineCount(test, resumed)} lines`)
  }
  const distanceMs = line.at - resumed.line.at
  const linesBetween = program.lines.indexOf(line) - resumed.lineCount
  test.learn({ distanceMs, linesBetween })
  await untilResumed(test)
  const isSeldom = distanceMs > mostDistanceMs || (distanceMs > noticedMs && linesBetween >= manyLines)
  if (isSeldom) {
    throw new Failed(
      'looksTooSeldom',
      `${linesBetween} lines of output in ${testSeconds(distanceMs)} between two looks`,
    )
  }
}

function lineCount(test: Rehearsal, since: Resumed): number {
  return test.program.lines.length - since.lineCount
}

/** Finds out why no line came: it works on, it stands still, or it holds back what it says. */
async function failUnanswered(test: Rehearsal, before: number): Promise<never> {
  const { program, plan } = test
  const seen = { lines: program.lines.length, cpu: program.cpuMs ?? 0 }
  const begun = performance.now()
  await test.waitFor(() => program.exit !== null, stillnessMs)
  const cpuPercent = (((program.cpuMs ?? 0) - seen.cpu) / (performance.now() - begun)) * 100
  const isStill = program.lines.length === seen.lines && cpuPercent < idleCpuPercent
  test.removeFile()
  program.askToStop()
  await test.waitFor(() => program.exit !== null, lateLinesMs)
  // What it had held back comes with its end, and takes a moment through the pipe.
  const isLate = () => program.lines.slice(before).some(({ text }) => text.includes(plan.pausedText))
  if (await test.waitFor(isLate, settleMs)) {
    throw new Failed('buffersOutput', 'the line came when the program ended')
  }
  const waited = `no ${quoted(plan.pausedText)} in ${testSeconds(plan.timeoutMs)}`
  throw new Failed(isStill ? 'saysNothing' : 'neverLooks', waited)
}

function isHowToResume(text: string): boolean {
  return markOf(parseLine(text).message) === 'howToResume'
}

function quoted(text: string): string {
  return `“${text.trim()}”`
}
