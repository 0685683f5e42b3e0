import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkpointIn, killLeftTrainers, modelHash, runTrainer, startTrainer } from '../support/built-trainer'
import { writeSmallTable } from '../support/small-table'
import { temporaryFolder } from '../support/temporary-folder'
import { decodeTensorFile, encodeTensorFile } from '../tensor-file'

afterEach(killLeftTrainers)

/** A training that was stopped in the middle, and a way to make its save belong to something else. */
async function stopped() {
  const folder = temporaryFolder()
  const workspace = join(folder, 'w')
  const data = writeSmallTable(join(folder, 'flats.csv'))
  const args = ['--workspace', workspace, '--data', data, '--batch-size', '4', '--epochs', '60']
  const trainer = startTrainer(args)
  await trainer.waitFor(/^epoch \d+\/60 done/m)
  trainer.kill('SIGINT')
  await trainer.outcome
  const renamed = (values: Record<string, string>): void => {
    const path = checkpointIn(workspace)
    const { metadata, tensors } = decodeTensorFile(readFileSync(path))
    const changed = Object.fromEntries(Object.entries(values).map(([what, value]) => [`belongs to ${what}`, value]))
    writeFileSync(path, encodeTensorFile({ metadata: { ...metadata, ...changed }, tensors }))
  }
  return { folder, workspace, data, args, renamed }
}

test('another version, runtime or library: each is named, nothing is changed, and --accept-drift goes on', async () => {
  const { folder, workspace, args, renamed } = await stopped()
  const undisturbed = await runTrainer([...args, '--workspace', join(folder, 'other')])
  renamed({ 'program version': '0.0.1', runtime: 'Node 16', library: 'tfjs 1.0.0 wasm' })
  const before = readFileSync(checkpointIn(workspace))
  const refused = await runTrainer(args)
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toMatch(
    /^The saved progress in .* belongs to another training: program version was 0\.0\.1 and is now \d+\.\d+\.\d+, runtime was Node 16 and is now Node \d+, library was tfjs 1\.0\.0 wasm and is now tfjs 4\.\S+ wasm with SIMD; --accept-drift continues all the same, --fresh starts over \(the old files are kept\)\n$/,
  )
  expect(readFileSync(checkpointIn(workspace)).equals(before)).toBe(true)
  const accepted = await runTrainer([...args, '--accept-drift'])
  expect(accepted.code).toBe(0)
  expect(accepted.out).toMatch(/^Continuing from item \d+ of 2880$/m)
  expect(accepted.err).toMatch(/^Continuing although program version was 0\.0\.1 and is now .*\n$/)
  // Only the names were others: so the model is the same.
  expect(modelHash(accepted)).toBe(modelHash(undisturbed))
  expect(await runTrainer(args), 'the new save belongs to what is there now').toMatchObject({ code: 0, err: '' })
})

test('other data or settings can’t be accepted: an item would no longer be what it was', async () => {
  const { workspace, data, args, renamed } = await stopped()
  renamed({ runtime: 'Node 16' })
  const before = readFileSync(checkpointIn(workspace))
  writeFileSync(data, readFileSync(data, 'utf8').replace(/\d\n$/, '9\n'))
  const refused = await runTrainer([...args, '--accept-drift', '--seed', '7'])
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.err).toMatch(
    /runtime was Node 16 and is now Node \d+, seed was 1 and is now 7, data was own table \w+ and is now own table \w+; give the same as before to continue, or --fresh to start over \(the old files are kept\)\n$/,
  )
  expect(readFileSync(checkpointIn(workspace)).equals(before)).toBe(true)
  expect(readdirSync(join(workspace, 'training')).filter((name) => name.endsWith('.new'))).toEqual([])
})

test('where nothing has changed --accept-drift changes nothing', async () => {
  const { args } = await stopped()
  expect(await runTrainer([...args, '--accept-drift'])).toMatchObject({ code: 0, err: '' })
})
