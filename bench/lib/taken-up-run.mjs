import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of a run in an app's state, with the record that the app itself would have written. */
export function makeRunFolder(userData, root, change, profileId = 'training') {
  const runId = change.runId ?? `${profileId}-20261124-120000-000`
  const folder = join(userData, 'runs', runId)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const record = {
    runId,
    profileId,
    commandLine: ['node'],
    workspace: root,
    pauseFile: join(root, 'pause.txt'),
    startedAt: Date.parse('2026-11-24T12:00:00Z'),
    pid: null,
    identity: null,
    stopAskedAt: null,
    ended: null,
    ...change,
  }
  writeFileSync(join(folder, 'run.json'), JSON.stringify(record))
  return folder
}

/** A run that an earlier app left behind and that is still there: its process, and the log that anyone may write into. */
export function takenUpRun(userData, root, profileId = 'training') {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3_600_000)'], { stdio: 'ignore', detached: true })
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1')
  const identity = {
    pid: child.pid,
    startedAt: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19],
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim(),
  }
  const log = join(makeRunFolder(userData, root, { pid: child.pid, identity }, profileId), 'output.log')
  writeFileSync(log, '')
  return { log, end: () => child.kill('SIGKILL') }
}
