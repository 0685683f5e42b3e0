import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startCollector } from './collector/support/built-collector'
import { killLeftPrograms } from './support/built-program'
import { runTrainer } from './support/built-trainer'
import { writeSmallTable } from './support/small-table'
import { temporaryFolder } from './support/temporary-folder'

afterEach(killLeftPrograms)

/** A working folder in which someone else has put links under the names of files that a run will make. */
function trappedFolder(names: readonly string[], target: 'a file' | 'no file') {
  const root = temporaryFolder()
  const [workspace, victims] = [join(root, 'workspace'), join(root, 'victims')]
  for (const folder of ['', 'training', 'collector', 'collector/journals'])
    mkdirSync(join(workspace, folder), { recursive: true })
  mkdirSync(victims)
  for (const [number, name] of names.entries()) {
    const victim = join(victims, String(number))
    if (target === 'a file') writeFileSync(victim, 'mine\n')
    symlinkSync(victim, join(workspace, name))
  }
  const contents = () => readdirSync(victims).map((name) => readFileSync(join(victims, name), 'utf8'))
  return { root, workspace, contents, untouched: target === 'a file' ? names.map(() => 'mine\n') : [] }
}

const checkpoints = ['training/checkpoint.safetensors', 'training/checkpoint.previous.safetensors']
const ofTrainer = ['training/metrics.jsonl', 'training/model.safetensors']
const ofCollector = [
  ...['collector/status.json', 'collector/status.json.new', 'collector/status.json.next', 'collector/metrics.jsonl'],
  ...['collector.db-wal', 'collector.db-journal'],
]

test.each(['a file', 'no file'] as const)('a training writes through no link to %s', async (target) => {
  for (const names of [ofTrainer, checkpoints]) {
    const trap = trappedFolder(names, target)
    const data = writeSmallTable(join(trap.root, 'flats.csv'))
    await runTrainer(['--workspace', trap.workspace, '--data', data, '--epochs', '1'])
    expect(trap.contents()).toEqual(trap.untouched)
  }
})

test.each(['a file', 'no file'] as const)(
  'a collection writes through no link to %s',
  { timeout: 120_000 },
  async (target) => {
    const journals = ['a', 'b'].map((half) => `collector/journals/worker-0-${half}.jsonl`)
    for (const names of [ofCollector, journals, ['collector.db']]) {
      const trap = trappedFolder(names, target)
      const collector = startCollector(['--workspace', trap.workspace, '--source', 'sample', '--workers', '1'])
      // Some links make it leave at once.
      await collector.waitFor(/ item \d{2}/).catch(() => collector.outcome)
      collector.kill('SIGINT')
      await collector.outcome
      expect(trap.contents()).toEqual(trap.untouched)
    }
  },
)

test('what a training makes is there all the same', async () => {
  const trap = trappedFolder(ofTrainer, 'a file')
  const data = writeSmallTable(join(trap.root, 'flats.csv'))
  const { code } = await runTrainer(['--workspace', trap.workspace, '--data', data, '--epochs', '1'])
  expect(code).toBe(0)
  expect(statSync(join(trap.workspace, 'training/model.safetensors')).size).toBeGreaterThan(100)
})
