import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { isDeepStrictEqual } from 'node:util'
import { freeMemory } from '../../platform/free-memory'
import { isSystemError } from '../../platform/plain-reason'
import { readPower } from '../../platform/power'
import type { ComputerView, Power } from '../../shared/computer'
import { CpuMeter } from './cpu-meter'

/** What someone wants to know of the computer, and how often. */
export interface ComputerWish {
  readonly everyMs: number
  /** The first processes of the trees that are no other programs; null when those aren't asked for. */
  readonly roots: readonly number[] | null
  /** Folders whose disks are asked for their free room, by profile. */
  readonly folders: Readonly<Record<string, string>>
}

/** Asking for the power costs a program's start there, so it's done less often; the system's events come at once. */
const powerEveryMs = { linux: 0, darwin: 30_000 } as Readonly<Partial<Record<NodeJS.Platform, number>>>
const dearPowerEveryMs = 60_000
/** Asking for the list of processes costs most by far on Windows. */
const leastEveryMs = process.platform === 'win32' ? 30_000 : 0

/**
 * Looks at the computer as often as anyone wishes, and not at all while no one does.
 *
 * A look costs about a millisecond, with the list of processes some more.
 */
export class ComputerWatch {
  private readonly wishes = new Map<'rules' | 'window', ComputerWish>()
  private timer: NodeJS.Timeout | null = null
  private latest: ComputerView | null = null
  private looking: Promise<void> | null = null
  private power: { readonly value: Power | null; readonly at: number } | null = null
  private readonly meter = new CpuMeter()
  private readonly disks = new DiskRoom()

  constructor(private readonly changed: (view: ComputerView) => void) {}

  /** What was seen last; null before the first look. */
  get view(): ComputerView | null {
    return this.latest
  }

  /** Says what is wished from now on by one of those who ask; null: nothing. */
  wish(by: 'rules' | 'window', wish: ComputerWish | null): void {
    // Asked again for the same, it must not begin to wait anew each time.
    if (isDeepStrictEqual(this.wishes.get(by) ?? null, wish)) return
    const wasIdle = this.wishes.size === 0
    if (wish) this.wishes.set(by, wish)
    else this.wishes.delete(by)
    if (wasIdle) {
      this.meter.forget()
      void this.look()
    } else this.schedule()
  }

  /** Looks now, as the system says that something has changed. */
  hint(): void {
    this.power = null
    if (this.wishes.size > 0) void this.look()
  }

  /** Stops to look. */
  stop(): void {
    this.wishes.clear()
    this.schedule()
  }

  /** Looks once; a look that is asked for during another is that one. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null
      this.schedule()
    })
    return this.looking
  }

  private schedule(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const wishes = [...this.wishes.values()]
    if (wishes.length === 0) return
    const everyMs = Math.min(...wishes.map((wish) => wish.everyMs))
    const dear = wishes.some(({ roots }) => roots !== null)
    this.timer = setTimeout(() => void this.look(), dear ? Math.max(everyMs, leastEveryMs) : everyMs)
  }

  private async lookOnce(): Promise<void> {
    const wishes = [...this.wishes.values()]
    const roots = wishes.flatMap((wish) => wish.roots ?? [])
    const asksOthers = wishes.some((wish) => wish.roots !== null)
    const folders: Readonly<Record<string, string>> = Object.assign({}, ...wishes.map((wish) => wish.folders))
    const [{ all, others }, freeBytes, power, freeDisk] = await Promise.all([
      this.meter.look(asksOthers ? new Set([process.pid, ...roots]) : null),
      freeMemory(),
      this.readPower(),
      this.disks.of(folders),
    ])
    const memory = { totalBytes: totalmem(), freeBytes }
    this.latest = { at: Date.now(), cpuPercent: all, otherPercent: others, memory, power, freeDisk }
    if (this.wishes.size > 0) this.changed(this.latest)
  }

  private async readPower(): Promise<Power | null> {
    const everyMs = powerEveryMs[process.platform] ?? dearPowerEveryMs
    if (this.power && Date.now() - this.power.at < everyMs) return this.power.value
    const value = await readPower()
    this.power = { value, at: Date.now() }
    return value
  }
}

/** Asks disks for their free room. One that doesn't answer, as a network drive can, holds up neither the others nor the look. */
class DiskRoom {
  private readonly asked = new Set<string>()
  private readonly known = new Map<string, number>()

  async of(folders: Readonly<Record<string, string>>): Promise<Readonly<Record<string, number>>> {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 500))
    await Promise.race([Promise.all([...new Set(Object.values(folders))].map((folder) => this.ask(folder))), patience])
    const rooms = Object.entries(folders).map(([profileId, folder]) => [profileId, this.known.get(folder)] as const)
    return Object.fromEntries(rooms.filter((entry): entry is readonly [string, number] => entry[1] !== undefined))
  }

  private async ask(folder: string): Promise<void> {
    if (this.asked.has(folder)) return
    this.asked.add(folder)
    try {
      const { bavail, bsize } = await statfs(folder)
      this.known.set(folder, bavail * bsize)
    } catch (error) {
      if (!isSystemError(error)) throw error
      this.known.delete(folder) // Not there, or gone: nothing is known.
    } finally {
      this.asked.delete(folder)
    }
  }
}
