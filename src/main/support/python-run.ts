import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptySetup, type OwnRunSetup } from '../../shared/own-run'

/** The smallest loop that keeps the pause file's contract, as docs/pause-file.md has it. */
export const plainLoop = `
import os, sys, time
def checkpoint(path="pause.txt"):
    if not os.path.lexists(path):
        return
    print("PAUSE DETECTED: Training paused", flush=True)
    print(f"Delete '{path}' to resume training", flush=True)
    while os.path.lexists(path):
        time.sleep(0.05)
    print("RESUMING: Training resumed", flush=True)
for step in range(1, 100001):
    checkpoint()
    time.sleep(0.01)
    print(f"step {step}/100000 mae {1 / step:.4f}")
`

/** A bar that rewrites one line for ever, and says what it does about the pause in words of its own. */
export const barLoop = `
import os, sys, time
for n in range(1, 100001):
    if os.path.lexists("hold.txt"):
        print("waiting, the file is there", flush=True)
        while os.path.lexists("hold.txt"):
            time.sleep(0.05)
        print("going on", flush=True)
    time.sleep(0.01)
    sys.stderr.write(f"\\r{100 * n // 100000:3d}%|##        | {n}/100000 [00:01<10:00, 99.1it/s, loss={1 / n:.4f}]")
    sys.stderr.flush()
`

/** Stops working while the file is there, and says nothing of it. */
export const silentLoop = `
import os, time
step = 0
while True:
    while os.path.lexists("pause.txt"):
        time.sleep(0.05)
    step += 1
    time.sleep(0.01)
    print(f"{step}/100000")
`

/** A run of one's own in a folder, with a script of this text. */
export function pythonRun(folder: string, script: string, more: Partial<OwnRunSetup> = {}): OwnRunSetup {
  writeFileSync(join(folder, 'train.py'), script)
  return { ...emptySetup, name: 'Price model', program: 'python3', args: ['train.py'], folder, ...more }
}
