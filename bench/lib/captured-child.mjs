import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './app.mjs'

/** Writes its lines, then its own times (milliseconds since the epoch), whole, into a file beside it. */
const code = `
import os, sys, time
lines, times = int(sys.argv[1]), sys.argv[2]
begun = time.time()
for i in range(1, lines + 1):
    sys.stdout.write(f"2026-11-24T12:00:00.000Z INFO epoch 1/100 loss 0.12345 abcdefghijklmnopqrstuvwxyz 0123456789 line {i}\\n")
sys.stdout.flush()
with open(times + ".new", "w") as file:
    file.write(f"[{begun * 1000}, {time.time() * 1000}]")
os.rename(times + ".new", times)
`

/** The program whose output is kept, the same for all. */
export function writeChild(root) {
  const [script, times] = [join(root, 'flood.py'), join(root, 'times.json')]
  writeFileSync(script, code)
  return { script, times, argsOf: (lines) => [script, String(lines), times] }
}

/** What came of one capture: the child's own time, and how many of its lines are in the log. */
export async function captured({ times }, lines, log) {
  await until(() => existsSync(times), 300_000)
  const [begun, ended] = JSON.parse(readFileSync(times, 'utf8'))
  rmSync(times)
  // Some are behind. One that loses lines may lose the last one too.
  await until(() => existsSync(log) && endOf(log).includes(` line ${lines}\n`), 60_000).catch(() => null)
  return { time: ended - begun, lines: linesIn(readFileSync(log)) }
}

function endOf(log) {
  const file = openSync(log, 'r')
  try {
    const bytes = Buffer.alloc(4096)
    const read = readSync(file, bytes, 0, bytes.length, Math.max(0, fstatSync(file).size - bytes.length))
    return bytes.toString('latin1', 0, read)
  } finally {
    closeSync(file)
  }
}

/** Lines of the flood, whatever else a log's keeper adds. */
function linesIn(bytes) {
  let count = 0
  for (let at = bytes.indexOf('INFO epoch'); at !== -1; at = bytes.indexOf('INFO epoch', at + 1)) count += 1
  return count
}
