import { existsSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, join, relative, resolve } from 'node:path'
import { emptySetup, type OwnRunSetup } from '../shared/own-run'
import { findProgram } from './program-path'

/** What the names of virtual environments mostly are, as venv, virtualenv, uv, pipenv and conda make them beside a project. */
const environmentNames = ['.venv', 'venv', 'env', '.env', '.conda', 'conda']
/** How many folders above a script may hold its environment: a script mostly lies in `scripts/` or `src/NAME/`. */
const mostFoldersUp = 2

const nodeEndings = new Set(['.js', '.mjs', '.cjs'])

/** Whether an argument is the path of a script, by its name. */
export function isScript(path: string): boolean {
  return /\.(py|js|mjs|cjs|ts|sh|rb|pl|r|jl)$/i.test(path) && !path.startsWith('-')
}

/** The Python of a virtual environment beside a run's script, as a path in its folder; null when there is none. */
export function virtualEnvironment({ folder, args }: Pick<OwnRunSetup, 'folder' | 'args'>): string | null {
  if (!isAbsolute(folder)) return null
  const script = args.find(isScript)
  return pythonBeside(script === undefined ? folder : dirname(resolve(folder, script)), folder)
}

/** A form filled in for a script: its interpreter, folder and a pause file; nothing is run. */
export function setupOfScript(path: string, searchPath: string): OwnRunSetup {
  const ending = extname(path).toLowerCase()
  const name = basename(path, extname(path)).replaceAll(/[_-]+/g, ' ').trim()
  const setup = { ...emptySetup, name: name.charAt(0).toUpperCase() + name.slice(1) }
  const folder = dirname(path)
  if (nodeEndings.has(ending)) return { ...setup, program: 'node', args: [basename(path)], folder }
  if (ending !== '.py') return { ...setup, program: path, folder }
  const beside = pythonBeside(folder, folder)
  if (beside === null) return { ...setup, program: pythonOn(searchPath, folder), args: [basename(path)], folder }
  const python = resolve(folder, beside)
  // The environment belongs to the whole project, and so do the paths in its scripts.
  const project = dirname(environmentOf(python))
  return { ...setup, program: relative(project, python), args: [relative(project, path)], folder: project }
}

function environmentOf(python: string): string {
  const inside = dirname(python)
  return ['bin', 'Scripts'].includes(basename(inside)) ? dirname(inside) : inside
}

/** Looks in a folder and a few above it; the answer is relative to `base` where it lies in there. */
function pythonBeside(folder: string, base: string): string | null {
  let place = folder
  for (let up = 0; up <= mostFoldersUp; up += 1) {
    for (const name of environmentNames) {
      const python = pythonIn(join(place, name))
      if (python === null) continue
      const inside = relative(base, python)
      return inside.startsWith('..') || isAbsolute(inside) ? python : inside
    }
    if (place === dirname(place)) break
    place = dirname(place)
  }
  return null
}

/** A folder is an environment by what its maker leaves in it, not by its name. */
function pythonIn(environment: string): string | null {
  const isVenv = existsSync(join(environment, 'pyvenv.cfg'))
  if (!isVenv && !existsSync(join(environment, 'conda-meta'))) return null
  const places = process.platform === 'win32' ? [['Scripts', 'python.exe'], ['python.exe']] : [['bin', 'python']]
  return places.map((parts) => join(environment, ...parts)).find((path) => existsSync(path)) ?? null
}

function pythonOn(searchPath: string, folder: string): string {
  if (process.platform === 'win32') return 'python'
  return ['python3', 'python'].find((name) => findProgram(name, folder, searchPath).kind === 'found') ?? 'python3'
}
