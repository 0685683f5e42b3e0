// A program of its own: the app's part that owns runs, told what to do line by line, to be killed by a test at any instant.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RunView } from '../../shared/ipc'
import type { RunProfile } from '../run-profiles'
import { RunSupervisor } from '../run-supervisor'

const profile = JSON.parse(process.argv[2] ?? '') as RunProfile
/** For how long its threads could have worked and had no processor: a busy machine says nothing of the app. */
const threads = '/proc/self/task'
const waitedMs = () =>
  (existsSync(threads) ? readdirSync(threads) : [])
    .map((thread) => Number(readFileSync(join(threads, thread, 'schedstat'), 'latin1').split(' ')[1]) / 1e6)
    .reduce((sum, waited) => sum + waited, 0)
const [began, cpuBefore, waitedBefore] = [Date.now(), process.cpuUsage(), waitedMs()]
function msOfOwn(): number {
  const { user, system } = process.cpuUsage(cpuBefore)
  // Threads that waited at once are counted twice: it has taken as long as it worked at least.
  return Math.max((user + system) / 1000, Date.now() - began - (waitedMs() - waitedBefore))
}
const tell = (run: RunView) => {
  const { lineCount, byteCount } = run.log
  const told = { ms: msOfOwn(), state: run.state, pid: run.pid, lineCount, byteCount }
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
const now = () => {
  for (const run of supervisor.list()) tell(run)
}
const supervisor = new RunSupervisor([profile], process.argv[3] ?? '', {
  runChanged: tell,
  historyChanged: () => undefined,
  logAppended: now,
  runsChanged: () => undefined,
})
await supervisor.open()
if (supervisor.list()[0]?.state.kind === 'idle') await supervisor.start(profile.id, 'continue')
now()
for await (const wish of createInterface(process.stdin)) {
  if (wish === 'pause') supervisor.requestPause(profile.id, null)
  if (wish === 'resume') supervisor.requestResume(profile.id)
  if (wish === 'stop') supervisor.stop(profile.id)
}
