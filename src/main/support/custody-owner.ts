// A program of its own: the app's part that owns runs, told what to do line by line, to be killed by a test at any instant.
import { createInterface } from 'node:readline'
import type { RunView } from '../../shared/ipc'
import type { RunProfile } from '../run-profiles'
import { RunSupervisor } from '../run-supervisor'

const profile = JSON.parse(process.argv[2] ?? '') as RunProfile
const began = Date.now()
const tell = (run: RunView) => {
  const { lineCount, byteCount } = run.log
  const told = { ms: Date.now() - began, state: run.state, pid: run.pid, lineCount, byteCount }
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
