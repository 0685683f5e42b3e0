import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { AboutApp } from '../shared/app-menu'

const packageSchema = v.object({
  version: v.string(),
  license: v.string(),
  /** Put in when the app is packed. */
  fermata: v.optional(v.object({ isTestBuild: v.boolean() })),
})

const systems: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }

/** What this copy of the app is: as its `package.json` says, and what it runs in. */
export function aboutApp(
  appFolder: string,
  { versions, platform, arch }: Pick<NodeJS.Process, 'versions' | 'platform' | 'arch'>,
): AboutApp {
  const { version, license, fermata } = v.parse(
    packageSchema,
    JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8')),
  )
  return {
    version,
    isTestBuild: fermata?.isTestBuild ?? false,
    electron: versions.electron ?? '',
    chromium: versions.chrome ?? '',
    node: versions.node,
    system: `${systems[platform] ?? platform} ${arch}`,
    licence: license,
  }
}
