import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { checkpointIn, killLeftTrainers, modelHash, runTrainer, startTrainer } from '../support/built-trainer'
import { writeSmallTable } from '../support/small-table'
import { temporaryFolder } from '../support/temporary-folder'

afterEach(killLeftTrainers)

/** A workspace that isn't there yet, and options for a training of some seconds in it. */
function prepared(epochs = 400) {
  const folder = temporaryFolder()
  const workspace = join(folder, 'workspace')
  const data = writeSmallTable(join(folder, 'flats.csv'))
  const args = ['--workspace', workspace, '--data', data, '--batch-size', '4', '--epochs', String(epochs)]
  return { folder, workspace, data, args, pauseFile: join(workspace, 'pause.txt') }
}

describe('pausing', () => {
  test('prints exactly these lines, and nothing else while paused', async () => {
    const { args, pauseFile } = prepared()
    const trainer = startTrainer(args)
    await trainer.waitFor(/^epoch /m)
    writeFileSync(pauseFile, '')
    await trainer.waitFor("PAUSE DETECTED: Training paused\nDelete 'pause.txt' to resume training\n")
    const before = trainer.printed.out
    await sleep(1200)
    expect(trainer.printed.out).toBe(before)
    expect(before.endsWith("\nPAUSE DETECTED: Training paused\nDelete 'pause.txt' to resume training\n")).toBe(true)
    unlinkSync(pauseFile)
    await trainer.waitFor('\nRESUMING: Training resumed\n')
    await trainer.waitFor(/resumed\nepoch /)
  })

  test('a file that is there at the start holds before the first item', async () => {
    const { args, workspace, pauseFile } = prepared()
    mkdirSync(workspace)
    writeFileSync(pauseFile, '')
    const trainer = startTrainer(args)
    await trainer.waitFor('PAUSE DETECTED: Training paused')
    await sleep(300)
    expect(trainer.printed.out).not.toMatch(/^epoch/m)
    trainer.kill('SIGINT')
    expect(await trainer.outcome).toMatchObject({
      code: 130,
      out: expect.stringMatching(/\nProgress saved: 0 of 19200 items\n$/),
    })
  })

  test('--pause-file is relative to the workspace, or absolute, and named as it was given', async () => {
    const { folder, args, workspace } = prepared()
    mkdirSync(join(workspace, 'ask'), { recursive: true })
    for (const [given, path] of [
      ['ask/hold', join(workspace, 'ask', 'hold')],
      [join(folder, 'hold here'), join(folder, 'hold here')],
    ] as const) {
      writeFileSync(path, '')
      const trainer = startTrainer([...args, '--pause-file', given])
      await trainer.waitFor(`\nDelete '${given}' to resume training\n`)
      trainer.kill('SIGINT')
      expect(await trainer.outcome).toMatchObject({ code: 130 })
      rmSync(path)
    }
  })

  test('a folder or a broken link in its place pauses too', async () => {
    const { args, pauseFile } = prepared()
    const trainer = startTrainer(args)
    await trainer.waitFor(/^epoch /m)
    mkdirSync(pauseFile)
    await trainer.waitFor('PAUSE DETECTED')
    rmSync(pauseFile, { recursive: true })
    await trainer.waitFor('RESUMING')
    symlinkSync('/nowhere', pauseFile)
    await trainer.waitFor(/RESUMING[^]*PAUSE DETECTED/)
    expect(trainer.child.exitCode).toBeNull()
  })

  test('started by the app, each line carries time and level', async () => {
    const { args, workspace, pauseFile } = prepared()
    mkdirSync(workspace)
    writeFileSync(pauseFile, '')
    const trainer = startTrainer(args, { env: { FERMATA_RUN_ID: 'r1' } })
    await trainer.waitFor('PAUSE DETECTED')
    expect(trainer.printed.out).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info PAUSE DETECTED: Training paused$/m,
    )
  })
})

describe('stopping', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s saves, says so and leaves with 130; the next start continues',
    async (signal) => {
      const { args } = prepared()
      const trainer = startTrainer(args)
      await trainer.waitFor(/^epoch /m)
      trainer.kill(signal)
      const { code, out } = await trainer.outcome
      expect(code).toBe(130)
      const item = Number(/\nProgress saved: (\d+) of 19200 items\n$/.exec(out)?.[1])
      expect(item).toBeGreaterThan(0)
      const next = startTrainer(args)
      await next.waitFor(`\nContinuing from item ${item + 1} of 19200\n`)
    },
  )

  test('works while paused', async () => {
    const { args, pauseFile } = prepared()
    const trainer = startTrainer(args)
    await trainer.waitFor(/^epoch /m)
    writeFileSync(pauseFile, '')
    await trainer.waitFor('PAUSE DETECTED')
    trainer.kill('SIGINT')
    const { code, out } = await trainer.outcome
    expect(code).toBe(130)
    expect(out).toMatch(/Delete 'pause\.txt' to resume training\nProgress saved: \d+ of 19200 items\n$/)
  })

  test('a stop file does the same', async () => {
    const { args, folder } = prepared()
    const stopFile = join(folder, 'stop')
    const trainer = startTrainer(args, { env: { FERMATA_STOP_FILE: stopFile } })
    await trainer.waitFor(/^epoch /m)
    writeFileSync(stopFile, '')
    expect(await trainer.outcome).toMatchObject({ code: 130, out: expect.stringMatching(/Progress saved: \d+ of/) })
  })

  test('when nobody reads the output any more it saves and leaves', async () => {
    const { args, workspace } = prepared()
    const trainer = startTrainer(args)
    await trainer.waitFor(/^epoch /m)
    trainer.child.stdout?.destroy()
    expect(await trainer.outcome).toMatchObject({ code: 130, err: '' })
    expect(existsSync(checkpointIn(workspace))).toBe(true)
  })
})

describe('finishing', () => {
  test('ends with the model and its hash; a further start says so and does nothing', async () => {
    const { args, workspace } = prepared(3)
    const first = await runTrainer(args)
    expect(first).toMatchObject({ code: 0, err: '' })
    const path = join(workspace, 'training', 'model.safetensors')
    expect(first.out).toMatch(new RegExp(`\\nModel saved: ${path} sha256=[0-9a-f]{64}\\n$`))
    expect(first.out).toMatch(/R2 -?[\d.]+, MAE [\d.]+, RMSE [\d.]+/)
    const kept = readdirSync(join(workspace, 'training')).filter((name) => name !== 'checkpoint.previous.safetensors')
    expect(kept.sort()).toEqual(['checkpoint.safetensors', 'metrics.jsonl', 'model.safetensors'])
    const before = readFileSync(path)
    const again = await runTrainer(args)
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('--fresh') })
    expect(modelHash(again)).toBe(modelHash(first))
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('a start that finds all items done, but no model, makes the model', async () => {
    const { args, workspace } = prepared(3)
    const first = await runTrainer(args)
    rmSync(join(workspace, 'training', 'model.safetensors'))
    const again = await runTrainer(args)
    expect(again.code).toBe(0)
    expect(modelHash(again)).toBe(modelHash(first))
  })

  test('the hash is over the bytes of the weights in the file', async () => {
    const { createHash } = await import('node:crypto')
    const { args, workspace } = prepared(1)
    const outcome = await runTrainer(args)
    const bytes = readFileSync(join(workspace, 'training', 'model.safetensors'))
    const weights = bytes.subarray(8 + Number(bytes.readBigUInt64LE()))
    expect(createHash('sha256').update(weights).digest('hex')).toBe(modelHash(outcome))
  })

  test('other settings, other data: refused, with both values shown and nothing changed', async () => {
    const { args, data, workspace } = prepared(2)
    await runTrainer(args)
    const before = readFileSync(checkpointIn(workspace))
    const other = await runTrainer([...args, '--epochs', '3', '--seed', '7'])
    expect(other).toMatchObject({ code: 2, out: '' })
    expect(other.err).toMatch(
      /^The saved progress in .*: epochs was 2 and is now 3, seed was 1 and is now 7; .*--fresh.*\n$/,
    )
    writeFileSync(data, readFileSync(data, 'utf8').replace(/\d\n$/, '9\n'))
    expect(await runTrainer(args)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/data was own table \w+ and is now own table \w+;/),
    })
    expect(readFileSync(checkpointIn(workspace)).equals(before)).toBe(true)
  })

  test('--fresh starts over and keeps the old files beside', async () => {
    const { args, workspace } = prepared(2)
    await runTrainer(args)
    const fresh = await runTrainer([...args, '--epochs', '3', '--fresh'])
    expect(fresh.code).toBe(0)
    expect(fresh.out).toContain('epoch 1/3 done')
    const old = readdirSync(join(workspace, 'training')).filter((name) => /\.\d{4}-\d\d-\d\dT[\d-]+\./.test(name))
    expect(old.map((name) => name.split('.')[0] ?? '').sort()).toEqual(['checkpoint', 'metrics', 'model'])
  })
})
