import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Power } from '../shared/computer'

const run = promisify(execFile)
const suppliesOfLinux = '/sys/class/power_supply'

/** What feeds the computer now; null where the system doesn't tell. */
export async function readPower(): Promise<Power | null> {
  if (process.platform === 'linux') return powerOnLinux(suppliesOfLinux)
  try {
    if (process.platform === 'darwin') {
      const { stdout } = await run('/usr/bin/pmset', ['-g', 'batt'], { timeout: 5000 })
      return powerInPmset(stdout)
    }
    return process.platform === 'win32' ? await powerOnWindows() : null
  } catch {
    return null // Not there, locked down or too slow: nothing is known.
  }
}

/**
 * What feeds a Linux computer, as the folder of its power supplies tells.
 *
 * Their names differ from maker to maker, so they are told apart by type. Batteries of mice and keyboards have the
 * scope "Device". A battery that is full or only kept full isn't one that feeds the computer.
 */
export function powerOnLinux(folder: string): Power | null {
  const supplies = namesIn(folder).map((name) => (field: string) => fieldOf(join(folder, name, field)))
  const batteries = supplies.filter((field) => field('type') === 'Battery' && field('scope') !== 'Device')
  const mains = supplies.filter((field) => field('type') === 'Mains' || field('type') === 'USB')
  if (batteries.length === 0) return { onBattery: false, percent: null }
  const charges = batteries.map((field) => Number.parseInt(field('capacity') ?? '', 10)).filter(Number.isFinite)
  const isFed = mains.some((field) => field('online') === '1')
  return {
    onBattery: !isFed && batteries.some((field) => field('status') === 'Discharging'),
    percent: charges.length > 0 ? Math.round(charges.reduce((sum, charge) => sum + charge, 0) / charges.length) : null,
  }
}

/** What feeds a Mac, as `pmset -g batt` says: `Now drawing from 'Battery Power'`, `78%; discharging`. */
export function powerInPmset(text: string): Power | null {
  const source = /drawing from '([^']+)'/.exec(text)?.[1]
  if (source === undefined) return null
  const percent = /(\d+)%;/.exec(text)?.[1]
  return { onBattery: source === 'Battery Power', percent: percent === undefined ? null : Number(percent) }
}

async function powerOnWindows(): Promise<Power | null> {
  const powershell = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32\\WindowsPowerShell\\v1.0\\powershell.exe')
  const script =
    '$b = Get-CimInstance Win32_Battery | Select-Object -First 1; if ($b) { "$($b.BatteryStatus) $($b.EstimatedChargeRemaining)" } else { "none" }'
  const args = ['-NoProfile', '-NonInteractive', '-Command', script]
  const { stdout } = await run(powershell, args, { timeout: 10_000, windowsHide: true })
  return powerInWindowsBattery(stdout)
}

/** What feeds a Windows computer, from BatteryStatus (1, 4 and 5: it discharges) and the charge in percent. */
export function powerInWindowsBattery(text: string): Power | null {
  if (text.trim() === 'none') return { onBattery: false, percent: null }
  const match = /^(\d+) (\d+)$/.exec(text.trim())
  return match && { onBattery: ['1', '4', '5'].includes(match[1] ?? ''), percent: Math.min(100, Number(match[2])) }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // A computer that knows of no power supplies has no battery.
  }
}

function fieldOf(path: string): string | null {
  try {
    return readFileSync(path, 'latin1').trim()
  } catch {
    return null // Not every supply has every field, and some answer with an error while they are plugged in.
  }
}
