import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import { isSystemError } from '../platform/plain-reason'
import { setAside } from '../platform/set-aside'

/** A rectangle of the screen, in points. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the window was left; the bounds are those that it has when it isn't maximized. */
export interface WindowPlace extends Bounds {
  readonly isMaximized: boolean
}

/** So much of a window must be on a screen for a person to take hold of it. */
const leastWidth = 160
const leastHeight = 44

const whole = v.pipe(v.number(), v.safeInteger())
const length = v.pipe(whole, v.minValue(1))
const schema = v.object({ x: whole, y: whole, width: length, height: length, isMaximized: v.boolean() })

/** Remembers where the window was left, in `USERDATA/window.json`. */
export class WindowPlaceFile {
  private readonly path: string

  constructor(stateFolder: string) {
    this.path = join(stateFolder, 'window.json')
  }

  /** The place as it was left, or in sight where no screen shows that any more; null for the usual one. */
  read(screens: readonly Bounds[]): WindowPlace | null {
    try {
      const place = parsed(readFileSync(this.path, 'utf8'))
      if (place) return inSight(place, screens)
      setAside(this.path)
    } catch (error) {
      // The first start, or a file that can't be read: the window opens where it usually does.
      if (!isSystemError(error)) throw error
    }
    return null
  }

  /** Keeps a place; that it can't be kept costs no more than the place. */
  keep(place: WindowPlace): void {
    try {
      writeFileDurably(this.path, JSON.stringify(place), { mode: 0o600 })
    } catch (error) {
      if (!isSystemError(error)) throw error
    }
  }
}

/** The place where a person can take hold of the window: as it was, else in the middle of the first screen. */
export function inSight(place: WindowPlace, screens: readonly Bounds[]): WindowPlace {
  const [first] = screens
  if (!first || screens.some((screen) => isWithinReach(place, screen))) return place
  const [width, height] = [Math.min(place.width, first.width), Math.min(place.height, first.height)]
  return {
    x: first.x + Math.round((first.width - width) / 2),
    y: first.y + Math.round((first.height - height) / 2),
    width,
    height,
    isMaximized: place.isMaximized,
  }
}

function parsed(text: string): WindowPlace | null {
  try {
    const read = v.safeParse(schema, JSON.parse(text))
    return read.success ? read.output : null
  } catch {
    return null // Cut short: it is set aside.
  }
}

/** Whether a person could take hold of the window's top on this screen. */
function isWithinReach(place: Bounds, screen: Bounds): boolean {
  const width = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x)
  const isTopThere = place.y >= screen.y && place.y + leastHeight <= screen.y + screen.height
  return isTopThere && width >= leastWidth
}
