import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { writeFileDurably } from '../platform/durable-file'
import { hasCode, plainReason } from '../platform/plain-reason'
import { setAside } from '../platform/set-aside'
import { type Settings, type SettingsProblem, usualSettings } from '../shared/settings'
import { settingSchemas } from './settings-schema'

/**
 * Keeps the settings of the whole app.
 *
 * What a newer version wrote stays in the file, also where this one doesn't understand it; a damaged file is set aside.
 */
export class SettingsStore {
  private readonly path: string
  /** All that stands in the file, known or not. */
  private kept: Readonly<Record<string, unknown>> = {}
  private now: Settings
  private trouble: SettingsProblem | null = null
  private readonly listeners = new Set<(settings: Settings) => void>()

  constructor(stateFolder: string, platform: string = process.platform) {
    this.path = join(stateFolder, 'settings.json')
    this.now = usualSettings(platform)
    this.read()
  }

  /** The settings as they are. */
  get current(): Settings {
    return this.now
  }

  /** What went wrong last, if anything; a change that worked takes it away. */
  get problem(): SettingsProblem | null {
    return this.trouble
  }

  /** Changes settings and keeps them; when that fails they are as they were. */
  change(change: Partial<Settings>): boolean {
    // What couldn't be read must not be written over either.
    if (this.trouble?.kind === 'notRead') this.read()
    if (this.trouble?.kind === 'notRead') return false
    const kept = { ...this.kept, ...change }
    try {
      writeFileDurably(this.path, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      this.trouble = { kind: 'notKept', ...plainReason(error) }
      return false
    }
    this.kept = kept
    this.trouble = null
    this.now = { ...this.now, ...change }
    for (const listener of this.listeners) listener(this.now)
    return true
  }

  /** Calls back with the settings now and after each change. */
  follow(listener: (settings: Settings) => void): void {
    this.listeners.add(listener)
    listener(this.now)
  }

  private read(): void {
    this.trouble = null
    try {
      const kept = recordIn(readFileSync(this.path, 'utf8'))
      if (!kept) {
        this.trouble = { kind: 'setAside', path: setAside(this.path) }
        return
      }
      this.kept = kept
      this.now = { ...this.now, ...known(kept) }
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) this.trouble = { kind: 'notRead', ...plainReason(error) }
    }
  }
}

/** The settings of a file that this version understands; for the others the usual ones hold. */
function known(kept: Readonly<Record<string, unknown>>): Partial<Settings> {
  const found: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(settingSchemas)) {
    if (Object.hasOwn(kept, name) && v.is(schema, kept[name])) found[name] = kept[name]
  }
  return found
}

function recordIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return v.is(v.record(v.string(), v.unknown()), value) && !Array.isArray(value) ? value : null
  } catch {
    return null // Cut short or overwritten: it's set aside for who wants to look.
  }
}
