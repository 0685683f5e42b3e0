import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The smallest loop that keeps the pause file's contract, and prints as often as a small training does. */
const loop = `
import os, time
def checkpoint(path="pause.txt"):
    if not os.path.lexists(path):
        return
    print("PAUSE DETECTED: Training paused", flush=True)
    print(f"Delete '{path}' to resume training", flush=True)
    while os.path.lexists(path):
        time.sleep(0.02)
    print("RESUMING: Training resumed", flush=True)
for step in range(1, 1000001):
    checkpoint()
    time.sleep(0.05)
    print(f"step {step}/1000000 mae {2 / (step + 5):.4f}", flush=True)
`

/** Saves so many runs of the user's own, as the app would have; gives their ids and the paths of their pause files. */
export function saveRuns(userData, root, count) {
  mkdirSync(userData, { recursive: true, mode: 0o700 })
  const runs = Array.from({ length: count }, (_, at) => {
    const folder = join(root, `run-${at}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'train.py'), loop)
    return {
      id: `own-${at.toString(16).padStart(8, '0')}`,
      name: `Price model ${at}`,
      program: 'python3',
      args: ['train.py'],
      needsShell: false,
      folder,
      pauseFile: 'pause.txt',
      confirmation: { kind: 'lines', paused: 'PAUSE DETECTED', resumed: 'RESUMING' },
      progress: { kind: 'count' },
      stop: { kind: 'ctrlC', graceSeconds: 30 },
      environment: [],
    }
  })
  writeFileSync(join(userData, 'profiles.json'), JSON.stringify({ version: 1, runs }), { mode: 0o600 })
  return runs.map(({ id, folder, pauseFile }) => ({ id, pauseFile: join(folder, pauseFile) }))
}
