import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fermata } from './fermata'

/** What Chromium keeps in the app's folder for itself, and what the app writes while nothing happens. */
const comesAndGoes = /^state\/(?:[A-Z.]|blob_storage|shared_proto_db|history\.db)|\/seen\.json/

/** Every file below a folder with the hash of what is in it, links by where they point; one line each. */
export function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !comesAndGoes.test(path.slice(root.length + 1)))
    .sort()
    .map((path) => `${path} ${lstatSync(path).isFile() ? hashOf(path) : 'no file'}`)
}

/** How each path is now: what it is, and when it was last written. */
export function looksAt(paths: readonly string[]): string[] {
  return paths.map((path) => {
    try {
      const { ino, size, mtimeMs } = lstatSync(path)
      return `${path} ${ino} ${size} ${mtimeMs}`
    } catch (error) {
      return `${path} ${(error as NodeJS.ErrnoException).code}`
    }
  })
}

/** The processes that came of a test's app, but for Chromium's own; all have its folder in their environment. */
export function processesOf(root: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')
        const isOfTest = readFileSync(`/proc/${pid}/environ`, 'latin1').includes(root)
        return isOfTest && !command.includes(' --type=') ? [`${pid} ${command}`] : []
      } catch {
        return [] // It has ended since.
      }
    })
    .sort()
}

/** Writes down, in main, whatever reaches the system beside the files: programs, questions, the clipboard, the desktop. */
export async function watchMain(fermata: Fermata): Promise<() => Promise<string[]>> {
  await fermata.app.evaluate(({ clipboard, dialog, shell }) => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    const watch = (name: string, part: object, methods: readonly string[]) => {
      for (const method of methods)
        Object.assign(part, {
          [method]: (...values: unknown[]) => {
            seen.push(`${name}.${method}(${String(values[0])})`)
            return {}
          },
        })
    }
    watch('shell', shell, ['openPath', 'openExternal', 'showItemInFolder', 'trashItem'])
    watch('clipboard', clipboard, ['writeText'])
    watch('dialog', dialog, ['showMessageBox', 'showOpenDialog', 'showSaveDialog', 'showErrorBox'])
    watch('child_process', process.getBuiltinModule('node:child_process'), [
      'spawn',
      'spawnSync',
      'fork',
      'exec',
      'execFile',
    ])
    process.on('unhandledRejection', (reason) => seen.push(`unhandled: ${String(reason)}`))
    // Main prints each refusal, and the test's own debugger takes every print: that would be most of the time.
    console.error = () => {}
  })
  return () => fermata.app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
