import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../support/until'
import { type Watched, watchSmallRun } from '../support/watched-supervisor'

const program = resolve(import.meta.dirname, '../../../out/main/fermata.cjs')

interface Status {
  readonly state: { readonly kind: string; readonly outcome?: { readonly kind: string } }
  readonly progress: { readonly item: number; readonly total: number } | null
  readonly pid: number | null
  readonly pauseFileExists: boolean
}

function fermata(run: Watched, ...args: readonly string[]) {
  return spawnSync(process.execPath, [program, ...args, '--user-data-dir', run.stateFolder], {
    encoding: 'utf8',
    env: { ...process.env, FERMATA_WORKSPACE: run.workspace },
  })
}

function status(run: Watched): Status {
  const { runs } = JSON.parse(fermata(run, 'status', '--json').stdout) as { readonly runs: readonly Status[] }
  return runs[0] as Status
}

async function untilStatus(run: Watched, kind: string): Promise<Status> {
  return until(
    () => {
      const now = status(run)
      return now.state.kind === kind ? now : null
    },
    () => JSON.stringify(status(run)),
  )
}

test('a run is paused, resumed and told of from a terminal, while the app is there and after it has gone', async () => {
  const run = await watchSmallRun()
  expect(status(run)).toMatchObject({ state: { kind: 'idle' }, pid: null })
  await run.supervisor.start('training', 'continue')
  await run.shows('running')
  expect(await untilStatus(run, 'running')).toMatchObject({ pid: run.view().pid, progress: { total: 1_000_000 } })
  expect(fermata(run, 'pause', 'Training')).toMatchObject({ status: 0, stdout: expect.stringContaining('pause.txt') })
  await run.shows('paused')
  expect(await untilStatus(run, 'paused')).toMatchObject({ pauseFileExists: true })
  await run.supervisor.close()
  expect(fermata(run, 'resume', 'training').status).toBe(0)
  expect(await untilStatus(run, 'running')).toMatchObject({ pauseFileExists: false })
  expect(fermata(run, 'status').stdout).toMatch(/^Training\s+running, \d+ of 1000000 items/)
})

test('a run that nobody has is refused, and all names are said', async () => {
  const run = await watchSmallRun()
  const refused = fermata(run, 'pause', 'photos')
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('there are: Training, Collector') })
})

test('train is the trainer itself, with its own options and exit codes', async () => {
  const run = await watchSmallRun()
  const refused = spawnSync(process.execPath, [program, 'train', '--epochs', 'two'], { encoding: 'utf8' })
  expect(refused.status).toBe(2)
  expect(refused.stderr + refused.stdout).toMatch(/epochs/)
  expect(run.view().state.kind).toBe('idle')
})
