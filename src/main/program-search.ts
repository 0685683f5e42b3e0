import { statSync } from 'node:fs'
import { basename, delimiter, isAbsolute, resolve } from 'node:path'
import type { OwnRunSetup } from '../shared/own-run'
import type { ProgramSearch } from '../shared/program-search'
import { closestName, namesOn } from './program-names'
import { findProgram } from './program-path'
import { versionOf } from './program-version'

/** Looks for the program of a run as a start would; null for a command that a shell reads, which finds it by itself. */
export function searchForProgram(setup: OwnRunSetup, appPath: string): ProgramSearch | null {
  const { program, folder, needsShell, environment } = setup
  if (needsShell) return null
  const searchPath = environment.find(({ name }) => name === 'PATH')?.value ?? appPath
  const base = isAbsolute(folder) ? folder : '/'
  // Windows finds programs by their endings too.
  const isKnown = process.platform !== 'win32'
  const found = isKnown ? findProgram(program, base, searchPath) : null
  const isPath = isAbsolute(program) || program.includes('/')
  const entries = isPath ? [] : [...new Set(searchPath.split(delimiter).filter((entry) => entry !== ''))]
  return {
    program,
    path: found?.kind === 'found' ? found.path : null,
    folders: entries.map((path) => ({ path, isThere: isFolder(resolve(base, path)) })),
    instead: isKnown && found?.kind !== 'found' ? programInstead(program, searchPath) : null,
  }
}

/** The same program in another version, such as python3 for python3.13; else the name that was probably meant. */
function programInstead(program: string, searchPath: string): ProgramSearch['instead'] {
  const wanted = basename(program)
  const names = new Set(namesOn(searchPath))
  const stem = wanted.replace(/[\d.]+$/, '')
  const versions = [...names].filter((name) => stem !== '' && name.replace(/[\d.]+$/, '') === stem)
  const shortest = versions.toSorted((one, other) => one.length - other.length || other.localeCompare(one))
  const name = names.has(wanted) ? wanted : (preferred(shortest, stem) ?? closestName(wanted, [...names]))
  const found = name === null ? null : findProgram(name, '/', searchPath)
  return name !== null && found?.kind === 'found'
    ? { program: name, path: found.path, version: versionOf(found.path) }
    : null
}

/** A plain `python` may be the old version 2, or not be there at all. */
function preferred(shortest: readonly string[], stem: string): string | null {
  return shortest.find((name) => name === `${stem}3`) ?? shortest[0] ?? null
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
