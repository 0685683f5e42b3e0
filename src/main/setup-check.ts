import { accessSync, constants, lstatSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, resolve } from 'node:path'
import { plainReason } from '../platform/plain-reason'
import { placeOf } from '../platform/real-path'
import type { OwnRunSetup, SetupFinding } from '../shared/own-run'
import { bytes } from '../shared/wording'
import { note, problem } from './setup-finding'
import { environmentFindings, lineFindings, patternFinding } from './setup-check-words'
import { otherPauseFile } from './given-pause-file'
import { closestName, namesOn } from './program-names'
import { findProgram, isFile, type ProgramFound } from './program-path'
import { versionOf } from './program-version'
import { isScript, virtualEnvironment } from './script-setup'

/** A profile besides the one that is checked. */
export interface OtherProfile {
  readonly name: string
  readonly pauseFile: string
}

/** What a setup is held against. */
export interface CheckPlaces {
  readonly others: readonly OtherProfile[]
  /** Where programs are looked for. */
  readonly searchPath: string
  readonly keepsSecrets: boolean
}

/** A file larger than this at the pause file's path is somebody's work: resuming would delete it. */
const largestPauseFileBytes = 4096

/** What can be said of a setup without running anything: a problem stands against saving it. */
export function checkSetup(setup: OwnRunSetup, places: CheckPlaces): readonly SetupFinding[] {
  return [
    nameFinding(setup, places.others),
    programFinding(setup, places.searchPath),
    scriptFinding(setup),
    folderFinding(setup),
    ...environmentFindings(setup, places.keepsSecrets),
    pauseFileFinding(setup, places.others),
    ...lineFindings(setup),
    patternFinding(setup.progress),
  ].filter((finding) => finding !== null)
}

function nameFinding({ name }: OwnRunSetup, others: readonly OtherProfile[]): SetupFinding | null {
  const wanted = name.trim()
  if (wanted === '') return problem('name', 'Name missing', 'Give the run a name.')
  const isTaken = others.some((other) => other.name.toLowerCase() === wanted.toLowerCase())
  return isTaken ? problem('name', 'Name taken', `Another run is called “${wanted}”.`) : null
}

function programFinding(setup: OwnRunSetup, searchPath: string): SetupFinding | null {
  const { program, folder, needsShell } = setup
  if (program.trim() === '') return problem('program', 'Program missing', 'Name the program to start, or choose it.')
  if (needsShell) return null
  const base = isAbsolute(folder) ? folder : '/'
  const found = process.platform === 'win32' ? null : findProgram(program, base, searchPath)
  if (found?.kind === 'forbidden')
    return problem('program', 'Program can’t be started', `${program} can’t be started: permission denied (EACCES).`)
  if (found?.kind === 'missing') return missingProgram(program, base, searchPath)
  const inside = isPython(program) ? virtualEnvironment(setup) : null
  if (inside !== null && resolve(folder, inside) !== found?.path && !program.includes('/'))
    return note('program', `${foundWords(program, found)}. There is a virtual environment beside the script.`, inside)
  return note('program', foundWords(program, found))
}

function foundWords(program: string, found: ProgramFound | null): string {
  if (found?.kind !== 'found') return program
  const version = versionOf(found.path)
  return version === null ? found.path : `${found.path}, version ${version}`
}

function missingProgram(program: string, folder: string, searchPath: string): SetupFinding {
  if (program.includes('/')) {
    const path = resolve(folder, program)
    return problem('program', 'Program not found', `There is no program at ${path}.`)
  }
  const instead = closestName(program, namesOn(searchPath))
  return problem('program', 'Program not found', `No program called “${program}” on the PATH.`, instead)
}

function scriptFinding({ args, folder, needsShell }: OwnRunSetup): SetupFinding | null {
  const [script] = args
  if (needsShell || script === undefined || !isScript(script) || !isAbsolute(folder) || !isFolder(folder)) return null
  if (isFile(resolve(folder, script))) return null
  return problem('args', 'Script not found', `${script} is not in the working folder.`)
}

function folderFinding({ folder, args }: OwnRunSetup): SetupFinding {
  if (folder.trim() === '') return problem('folder', 'Folder missing', 'Name the folder to work in, or choose it.')
  if (!isAbsolute(folder)) return problem('folder', 'Folder not whole', 'Give the folder’s whole path.')
  try {
    if (!statSync(folder).isDirectory()) return problem('folder', 'Not a folder', `${folder} is not a folder.`)
    accessSync(folder, constants.R_OK | constants.X_OK)
  } catch (error) {
    const { reason, code } = plainReason(error)
    const short = code === 'ENOENT' ? 'Folder not found' : 'Folder can’t be used'
    return problem('folder', short, `${folder} can’t be used: ${reason} (${code}).`)
  }
  const [script] = args
  const isThere = script !== undefined && isScript(script) && isFile(resolve(folder, script))
  return note(
    'folder',
    `Folder exists.${isThere ? ` ${script} is there.` : ''}${isOpenToOthers(folder) ? othersCanWrite : ''}`,
  )
}

const othersCanWrite = ' Other users can write in it, so they could pause the run too.'

function pauseFileFinding(setup: OwnRunSetup, others: readonly OtherProfile[]): SetupFinding | null {
  const { pauseFile, folder } = setup
  if (pauseFile.trim() === '')
    return problem('pauseFile', 'Pause file missing', 'Name the file that the program looks for.')
  if (!isAbsolute(pauseFile) && !isAbsolute(folder)) return null
  const path = resolve(folder, pauseFile)
  const other = others.find((one) => placeOf(one.pauseFile) === placeOf(path))
  if (other)
    return problem(
      'pauseFile',
      'Pause file used by another run',
      `${other.name} already has ${path}. Each run needs a pause file of its own.`,
    )
  return (
    blockedFolder(dirname(path)) ??
    standsThere(path) ??
    givenFile(setup) ??
    note('pauseFile', `${path}. The folder is writable.`)
  )
}

/** A program that was given another file never sees this one. */
function givenFile(setup: OwnRunSetup): SetupFinding | null {
  const given = otherPauseFile(setup)
  return given === null ? null : note('pauseFile', `The arguments name another file, ${given}.`, given)
}

function blockedFolder(folder: string): SetupFinding | null {
  try {
    if (!statSync(folder).isDirectory())
      return problem('pauseFile', 'Pause file can’t be written', `${folder} is not a folder.`)
    accessSync(folder, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    const { reason, code } = plainReason(error)
    const text = `Can’t write in ${folder}: ${reason} (${code}). Choose a folder that both you and the run can write.`
    return problem('pauseFile', 'Pause file can’t be written', text)
  }
}

/** Resuming deletes the pause file: what somebody has written must not be taken for one. */
function standsThere(path: string): SetupFinding | null {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  if (!stat) return null
  if (stat.isDirectory())
    return problem('pauseFile', 'Pause file is a folder', `${path} is a folder. It would hold the run for ever.`)
  if (stat.size > largestPauseFileBytes || isScript(path))
    return problem(
      'pauseFile',
      'Pause file is something else',
      `${basename(path)} has ${bytes(stat.size)} in it, and resuming deletes the pause file. Choose a name that nothing else uses.`,
    )
  return note('pauseFile', `${path} is there now: the run will hold before its first item.`)
}

function isPython(program: string): boolean {
  return /^python[\d.]*(\.exe)?$/i.test(basename(program))
}

function isOpenToOthers(folder: string): boolean {
  return process.platform !== 'win32' && (statSync(folder).mode & 0o022) !== 0
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
