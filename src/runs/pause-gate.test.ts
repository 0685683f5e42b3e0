import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createPauseGate } from './pause-gate'
import { temporaryFolder } from './support/temporary-folder'
import { until } from './support/until'

function gateIn(folder: string, beforePause: () => void = () => {}) {
  const pauseFile = join(folder, 'pause.txt')
  const lines: string[] = []
  let ask: () => void = () => {}
  const stop = { requested: false, whenRequested: new Promise<void>((resolve) => (ask = resolve)) }
  const printer = { print: (...printed: string[]) => void lines.push(...printed) }
  const gate = createPauseGate({ kind: 'training', pauseFileName: 'pause.txt', pauseFile, printer, stop, beforePause })
  const requestStop = (): void => {
    stop.requested = true
    ask()
  }
  return { gate, lines, pauseFile, requestStop }
}

const paused = ['PAUSE DETECTED: Training paused', "Delete 'pause.txt' to resume training"]
const resumed = 'RESUMING: Training resumed'

describe('pause gate', () => {
  test('lets items pass while there is no file', async () => {
    const { gate, lines } = gateIn(temporaryFolder())
    for (let i = 0; i < 1000; i += 1) await gate.checkpoint()
    expect(lines).toEqual([])
  })

  test('a file that is there at the start holds before the first item, and its content does not matter', async () => {
    const { gate, lines, pauseFile } = gateIn(temporaryFolder())
    writeFileSync(pauseFile, Buffer.from([0xff, 0, 0xfe]))
    let passed = false
    const held = gate.checkpoint()?.then(() => (passed = true))
    await sleep(50)
    expect(passed).toBe(false)
    expect(lines).toEqual(paused)
    unlinkSync(pauseFile)
    await held
    expect(lines).toEqual([...paused, resumed])
  })

  test('resumes soon after the file is deleted', async () => {
    const { gate, pauseFile } = gateIn(temporaryFolder())
    for (let round = 0; round < 5; round += 1) {
      writeFileSync(pauseFile, '')
      const held = gate.checkpoint()
      await sleep(20)
      const deletedAt = performance.now()
      unlinkSync(pauseFile)
      await held
      expect(performance.now() - deletedAt).toBeLessThan(1000)
    }
  })

  test('a file deleted before the answer is a withdrawn pause: nothing is printed', async () => {
    const folder = temporaryFolder()
    const { gate, lines, pauseFile } = gateIn(folder, () => unlinkSync(join(folder, 'pause.txt')))
    writeFileSync(pauseFile, '')
    await gate.checkpoint()
    expect(lines).toEqual([])
  })

  test('saves the progress before it says that it is paused', async () => {
    const order: string[] = []
    const { gate, lines, pauseFile } = gateIn(temporaryFolder(), () => order.push(`saved after ${lines.length} lines`))
    writeFileSync(pauseFile, '')
    const held = gate.checkpoint()
    expect(order).toEqual(['saved after 0 lines'])
    rmSync(pauseFile)
    await held
  })

  test('a file deleted and made again at once goes on holding or holds again', async () => {
    const { gate, lines, pauseFile } = gateIn(temporaryFolder())
    writeFileSync(pauseFile, '')
    let passed = false
    const held = gate.checkpoint()?.then(() => (passed = true))
    await sleep(20)
    for (let i = 0; i < 20; i += 1) {
      unlinkSync(pauseFile)
      writeFileSync(pauseFile, '')
    }
    await sleep(700)
    expect(passed).toBe(false)
    expect(lines).toEqual(paused)
    unlinkSync(pauseFile)
    await held
    expect(lines).toEqual([...paused, resumed])
  })

  test('a folder and a broken link count as the file', async () => {
    const { gate, lines, pauseFile } = gateIn(temporaryFolder())
    mkdirSync(pauseFile)
    const heldByFolder = gate.checkpoint()
    await sleep(20)
    rmSync(pauseFile, { recursive: true })
    await heldByFolder
    symlinkSync('/nowhere/at/all', pauseFile)
    const heldByLink = gate.checkpoint()
    await sleep(20)
    expect(lines).toEqual([...paused, resumed, ...paused])
    unlinkSync(pauseFile)
    await heldByLink
    expect(lines).toEqual([...paused, resumed, ...paused, resumed])
  })

  test('a folder that is missing, or a file in its place, means no pause', async () => {
    const folder = temporaryFolder()
    const missing = gateIn(join(folder, 'not', 'there'))
    await missing.gate.checkpoint()
    writeFileSync(join(folder, 'file'), '')
    const inFile = gateIn(join(folder, 'file'))
    await inFile.gate.checkpoint()
    expect([...missing.lines, ...inFile.lines]).toEqual([])
  })

  test('resumes when the folder around the file is deleted: no event comes from it any more', async () => {
    const folder = join(temporaryFolder(), 'inner')
    mkdirSync(folder)
    const { gate, lines, pauseFile } = gateIn(folder)
    writeFileSync(pauseFile, '')
    const held = gate.checkpoint()
    await sleep(20)
    rmSync(folder, { recursive: true })
    await held
    expect(lines).toEqual([...paused, resumed])
  })

  test('resumes without any file event, by the timed look', async () => {
    const base = temporaryFolder()
    const folder = join(base, 'outer', 'inner')
    mkdirSync(folder, { recursive: true })
    const { gate, lines, pauseFile } = gateIn(folder)
    writeFileSync(pauseFile, '')
    const held = gate.checkpoint()
    await sleep(20)
    // The watched folder itself is untouched, so the system has nothing to tell about it.
    renameSync(join(base, 'outer'), join(base, 'elsewhere'))
    await held
    expect(lines).toEqual([...paused, resumed])
  })

  test('a stop ends the pause without saying that it resumes', async () => {
    const { gate, lines, pauseFile, requestStop } = gateIn(temporaryFolder())
    writeFileSync(pauseFile, '')
    const held = gate.checkpoint()
    await sleep(20)
    requestStop()
    await held
    expect(lines).toEqual(paused)
  })

  test('a loop of synchronous items still hears timers', async () => {
    const { gate } = gateIn(temporaryFolder())
    let heard = false
    setTimeout(() => (heard = true), 30)
    const end = performance.now() + 2000
    while (!heard && performance.now() < end) {
      const held = gate.checkpoint()
      if (held) await held
    }
    expect(heard).toBe(true)
    await until('the timer', () => heard)
  })
})
