import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freeInVmStat, freeMemory } from './free-memory'
import { powerInPmset, powerInWindowsBattery, powerOnLinux, readPower } from './power'
import { cpuMsOf, readProcessTimes, timeInPs, timeInStat, timeInWindowsList } from './process-times'

/** A folder such as /sys/class/power_supply, with real files. */
function supplies(all: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'fermata-power-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, fields] of Object.entries(all)) {
    mkdirSync(join(folder, name))
    for (const [field, value] of Object.entries(fields)) writeFileSync(join(folder, name, field), `${value}\n`)
  }
  return folder
}

const battery = (status: string, capacity = '78') => ({ type: 'Battery', status, capacity })

test('a Linux laptop is on battery only when nothing feeds it, whatever its supplies are called', () => {
  const unplugged = { ADP1: { type: 'Mains', online: '0' }, BAT0: battery('Discharging') }
  expect(powerOnLinux(supplies(unplugged))).toEqual({ onBattery: true, percent: 78 })
  const charging = { ACAD: { type: 'Mains', online: '1' }, BAT1: battery('Charging') }
  expect(powerOnLinux(supplies(charging))).toEqual({ onBattery: false, percent: 78 })
  // Kept at 80 %, and a supply too weak for the load: both are fed.
  const kept = { ADP0: { type: 'Mains', online: '1' }, BAT0: battery('Not charging', '80') }
  expect(powerOnLinux(supplies(kept))?.onBattery).toBe(false)
  const weak = { ucsi: { type: 'USB', online: '1' }, BAT0: battery('Discharging') }
  expect(powerOnLinux(supplies(weak))?.onBattery).toBe(false)
})

test('the battery of a mouse, and a computer without any, is no reason to pause', () => {
  const mouse = { hidpp: { ...battery('Discharging', '10'), scope: 'Device' } }
  expect(powerOnLinux(supplies(mouse))).toEqual({ onBattery: false, percent: null })
  expect(powerOnLinux(supplies({}))).toEqual({ onBattery: false, percent: null })
  expect(powerOnLinux('/nowhere')).toEqual({ onBattery: false, percent: null })
  const two = { BAT0: battery('Discharging', '20'), BAT1: battery('Full', '100') }
  expect(powerOnLinux(supplies(two))).toEqual({ onBattery: true, percent: 60 })
})

test('what macOS and Windows say of their batteries is understood', () => {
  const mac = (source: string, line: string) => `Now drawing from '${source}'\n -InternalBattery-0 (id=1)\t${line}\n`
  expect(powerInPmset(mac('Battery Power', '78%; discharging; 3:12 remaining present: true'))).toEqual({
    onBattery: true,
    percent: 78,
  })
  expect(powerInPmset(mac('AC Power', '100%; charged; 0:00 remaining'))).toEqual({ onBattery: false, percent: 100 })
  expect(powerInPmset("Now drawing from 'AC Power'\n")).toEqual({ onBattery: false, percent: null })
  expect(powerInPmset('')).toBeNull()
  expect(powerInWindowsBattery('1 55\r\n')).toEqual({ onBattery: true, percent: 55 })
  expect(powerInWindowsBattery('2 101\r\n')).toEqual({ onBattery: false, percent: 100 })
  expect(powerInWindowsBattery('none\r\n')).toEqual({ onBattery: false, percent: null })
  expect(powerInWindowsBattery('what?')).toBeNull()
})

test('this computer tells of itself', async () => {
  const free = await freeMemory()
  expect(free).toBeGreaterThan(0)
  expect(free).toBeLessThan(totalmem())
  expect(await readPower()).toMatchObject({ onBattery: expect.any(Boolean) })
})

test('what macOS keeps only in case it’s wanted again counts as free', () => {
  const text = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                                1000.
Pages active:                            500000.
Pages inactive:                            2000.
Pages speculative:                          300.
Pages throttled:                              0.
Pages wired down:                        100000.
Pages purgeable:                             40.
`
  expect(freeInVmStat(text)).toBe(3340 * 16384)
  expect(freeInVmStat('')).toBeNull()
})

test('lines about processes are read as the systems write them', () => {
  const stat = `123 (a (b) c) S 45 67 67 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 1 0 999 0 0`
  expect(timeInStat(stat)).toEqual({ pid: 123, parent: 45, group: 67, cpuMs: 1270 })
  expect(timeInStat('')).toBeNull()
  expect(timeInPs('  501   1   501   1:02.50')).toEqual({ pid: 501, parent: 1, group: 501, cpuMs: 62_500 })
  expect(timeInPs(' 7 1 7 1-02:03:04.00')?.cpuMs).toBe((26 * 3600 + 3 * 60 + 4) * 1000)
  expect(timeInPs('PID PPID')).toBeNull()
  expect(timeInWindowsList('4 0 156250\r')).toEqual({ pid: 4, parent: 0, group: null, cpuMs: 15.625 })
})

test('a tree is its root, all that came of it, and what stayed in its group when its parent ended', () => {
  const one = (pid: number, parent: number, group: number) => ({ pid, parent, group, cpuMs: 10 ** (pid % 10) })
  // 12 was started by 13, which was started by the root 11; 14 was left to pid 1; 25 has nothing to do with it.
  const all = [one(25, 1, 25), one(12, 13, 12), one(13, 11, 11), one(11, 1, 11), one(14, 1, 11)]
  expect(cpuMsOf(all, new Set([11]))).toBe(10 + 1000 + 100 + 10_000)
})

test('a program that works is found with the time it has used', async () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const { pid = -1 } = child
  for (;;) {
    const found = (await readProcessTimes())?.find((one) => one.pid === pid)
    if (found && found.cpuMs >= 200) {
      expect(found.parent).toBe(process.pid)
      return
    }
  }
})
