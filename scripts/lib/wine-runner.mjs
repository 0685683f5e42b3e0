// Runs bundled test files and prints one line for each; what Wine can't do is named.
import { pathToFileURL } from 'node:url'
import { startTests } from '@vitest/runner'

const impossible = new Map([['a folder and a broken link count as the file', 'Wine makes no links']])

const config = {
  root: process.cwd(),
  setupFiles: [],
  sequence: { shuffle: false, concurrent: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
  maxConcurrency: 1,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: 0,
  tags: [],
}

let passed = 0
let failed = 0

function count(task) {
  const errors = task.result?.errors ?? []
  if (task.type === 'test' && task.result?.state === 'pass') passed += 1
  else if (impossible.has(task.name) && errors.length > 0) console.log(`${task.name}: ${impossible.get(task.name)}`)
  else if (errors.length > 0) {
    failed += 1
    console.log(`FAILED ${task.name}: ${errors.map(({ stack, message }) => stack ?? message).join('\n')}`)
  }
  for (const inner of task.tasks ?? []) count(inner)
}

const importFile = (file) => import(pathToFileURL(file).href)
for (const file of await startTests(process.argv.slice(2), { config, importFile })) count(file)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
