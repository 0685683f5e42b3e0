// A program of its own: the app's part that owns runs, to be killed by a test.
import { existsSync } from 'node:fs'
import type { RunProfile } from '../run-profiles'
import { RunSupervisor } from '../run-supervisor'

const profile = JSON.parse(process.argv[2] ?? '') as RunProfile
let isReady = false
const supervisor = new RunSupervisor([profile], process.argv[3] ?? '', {
  runChanged: (run) => {
    if (run.state.kind === 'running' && run.progress && !isReady) {
      isReady = true
      process.stdout.write('running\n')
    }
  },
  historyChanged: () => undefined,
  logAppended: () => undefined,
  runsChanged: () => undefined,
})
await supervisor.open()
await supervisor.start(profile.id, 'continue')
const wish = `${profile.pauseFile}.please`
const timer = setInterval(() => {
  if (!existsSync(wish)) return
  clearInterval(timer)
  supervisor.requestPause(profile.id, null)
}, 10)
