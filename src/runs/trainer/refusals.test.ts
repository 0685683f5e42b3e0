import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { checkpointIn, killLeftTrainers, runTrainer, startTrainer } from '../support/built-trainer'
import { writeSmallTable } from '../support/small-table'
import { temporaryFolder } from '../support/temporary-folder'

afterEach(killLeftTrainers)

describe('wrong options end with 2 and one line that says what to do, and write nothing', () => {
  test.each([
    [['--bogus'], '--bogus'],
    [['extra'], 'extra'],
    [['--mode', 'big'], '--mode must be sample or full'],
    [['--mode'], '--mode'],
    [['--epochs', '0'], '--epochs must be a whole number from 1'],
    [['--epochs', '1.5'], '--epochs must be a whole number'],
    [['--epochs', '-3'], '--epochs'],
    [['--batch-size', 'many'], '--batch-size must be a whole number'],
    [['--seed', '99999999999999999999'], '--seed must be a whole number'],
    [['--pause-file', ''], '--pause-file needs a value'],
    [['--data', ''], '--data needs a value'],
    [['--data', 'nowhere.csv'], 'nowhere.csv: no such file'],
    [['--data', '.'], 'is a folder'],
    [['--data', 'listings.db'], 'listings.db: no such file'],
    [['--target', 'beauty'], "no column 'beauty'"],
    [['--target', 'cut'], "holds 'Ideal'"],
    [['--fresh=yes'], '--fresh'],
  ])('%j', async (args, message) => {
    const folder = temporaryFolder()
    const outcome = await runTrainer(['--workspace', 'new', ...args], { cwd: folder })
    expect(outcome).toMatchObject({ code: 2, out: '' })
    expect(outcome.err).toContain(message)
    expect(outcome.err.match(/\n/g)).toHaveLength(1)
    expect(readdirSync(folder)).toEqual([])
  })

  test('a workspace that is a file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(await runTrainer(['--workspace', 'file'], { cwd: folder })).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not a folder'),
    })
  })

  test('--help prints all options and ends with 0', async () => {
    const { code, out } = await runTrainer(['--help', '--mode', 'sample'])
    expect(code).toBe(0)
    const options = [
      'mode',
      'data',
      'target',
      'epochs',
      'batch-size',
      'seed',
      'workspace',
      'pause-file',
      'fresh',
      'help',
    ]
    for (const option of options) expect(out).toContain(`--${option}`)
  })
})

describe('two runs', () => {
  test('that would share a pause file or a workspace: the second is refused, the first goes on', async () => {
    const folder = temporaryFolder()
    const data = writeSmallTable(join(folder, 'flats.csv'))
    const first = startTrainer([
      '--workspace',
      join(folder, 'a'),
      '--data',
      data,
      '--batch-size',
      '4',
      '--epochs',
      '4000',
    ])
    await first.waitFor(/^epoch /m)
    const samePauseFile = await runTrainer([
      '--workspace',
      join(folder, 'b'),
      '--pause-file',
      join(folder, 'a', 'pause.txt'),
      '--data',
      data,
    ])
    expect(samePauseFile).toMatchObject({ code: 2, out: '' })
    expect(samePauseFile.err).toBe(
      `The pause file ${join(folder, 'a', 'pause.txt')} is in use by another run (process ${first.pid}): stop that one, or give this one its own with --pause-file\n`,
    )
    expect(existsSync(join(folder, 'b'))).toBe(false)
    const sameWorkspace = await runTrainer([
      '--workspace',
      join(folder, 'a'),
      '--pause-file',
      'other.txt',
      '--data',
      data,
    ])
    expect(sameWorkspace).toMatchObject({
      code: 2,
      err: expect.stringContaining(`The workspace ${join(folder, 'a')} is in use`),
    })
    first.kill('SIGKILL')
    await first.outcome
    const next = startTrainer([
      '--workspace',
      join(folder, 'a'),
      '--data',
      data,
      '--batch-size',
      '4',
      '--epochs',
      '4000',
    ])
    await next.waitFor(/^epoch /m)
  })
})

describe('damage and full disks', () => {
  function trained(): { args: string[]; workspace: string; damage: (name: string) => void } {
    const folder = temporaryFolder()
    const workspace = join(folder, 'w')
    const args = [
      '--workspace',
      workspace,
      '--data',
      writeSmallTable(join(folder, 'flats.csv')),
      '--batch-size',
      '4',
      '--epochs',
      '800',
    ]
    const damage = (name: string): void => {
      const path = join(workspace, 'training', name)
      writeFileSync(path, readFileSync(path).subarray(0, 5000))
    }
    return { args, workspace, damage }
  }

  async function stopAfter(args: readonly string[], text: RegExp): Promise<void> {
    const trainer = startTrainer(args)
    await trainer.waitFor(text)
    trainer.kill('SIGINT')
    await trainer.outcome
  }

  test('a damaged newest save is said, and the one before is continued', async () => {
    const { args, damage } = trained()
    await stopAfter(args, /^epoch 5\//m)
    await stopAfter(args, /^epoch \d+\/800 done/m)
    damage('checkpoint.safetensors')
    const next = startTrainer(args)
    await next.waitFor(/^Continuing from item \d+ of 38400$/m)
    expect(next.printed.err).toMatch(
      /^Can't use the saved progress .*checkpoint\.safetensors: its bytes are damaged; using the one before it\n$/,
    )
  })

  test('two damaged saves end with 1 and a last line that names --fresh, and --fresh helps', async () => {
    const { args, workspace, damage } = trained()
    await stopAfter(args, /^epoch 5\//m)
    await stopAfter(args, /^epoch \d+\/800 done/m)
    damage('checkpoint.safetensors')
    damage('checkpoint.previous.safetensors')
    const outcome = await runTrainer(args)
    expect(outcome.code).toBe(1)
    expect(outcome.err).toMatch(/--fresh.*\n$/)
    expect(readdirSync(join(workspace, 'training')).filter((name) => name.startsWith('checkpoint'))).toHaveLength(2)
    const fresh = startTrainer([...args, '--fresh'])
    await fresh.waitFor(/^epoch 1\//m)
  })

  test('a save that fails is a warning while training, and a failure at the stop', async () => {
    const { args, workspace } = trained()
    await stopAfter(args, /^epoch 2\//m)
    const trainer = startTrainer(args)
    await trainer.waitFor(/^epoch /m)
    // A folder in the way of the file that is written aside: fails on every system, also as root.
    mkdirSync(`${checkpointIn(workspace)}.new`)
    writeFileSync(join(workspace, 'pause.txt'), '')
    await trainer.waitFor('PAUSE DETECTED')
    expect(trainer.printed.err).toMatch(/^Can't save the progress in .*: .*; the run goes on and tries again\n$/)
    trainer.kill('SIGINT')
    const { code, out, err } = await trainer.outcome
    expect(code).toBe(1)
    expect(out).not.toContain('Progress saved')
    expect(err).toMatch(/\nCan't save the progress in .*checkpoint\.safetensors: .*\n$/)
    rmSync(`${checkpointIn(workspace)}.new`, { recursive: true })
    rmSync(join(workspace, 'pause.txt'))
    const next = startTrainer(args)
    await next.waitFor(/^Continuing from item/m)
  })
})
