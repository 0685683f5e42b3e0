import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createPauseFile, deletePauseFile } from '../pause-file'
import { profileOf } from '../own-profiles'
import { ProfileStore } from '../profile-store'
import { builtInProfiles, builtInWorkspace, type RunProfile } from '../run-profiles'
import { type Asked, helpText, readAsked } from './arguments'
import { pauseFileOf, readRunStatus } from './run-status'
import { statusLines } from './status-lines'

// The command line of the app: everything here works from files, so it makes no difference whether the app is running.

const { productName } = createRequire(__filename)('../../package.json') as { readonly productName: string }

void run(readAsked(process.argv.slice(2), productName))

async function run(asked: Asked): Promise<void> {
  switch (asked.kind) {
    case 'program':
      return startProgram(asked.program, asked.args)
    case 'help':
      return say(helpText)
    case 'wrong':
      return fail(asked.reason, 2)
    case 'status': {
      const statuses = await Promise.all(
        profilesIn(asked.stateFolder).map((profile) => readRunStatus(profile, asked.stateFolder)),
      )
      return say(
        asked.json ? JSON.stringify({ runs: statuses }, null, 2) : statusLines(statuses, Date.now()).join('\n'),
      )
    }
    case 'pause':
    case 'resume':
      return changePauseFile(asked)
  }
}

/** In this very process, so that signals and the exit code are the program's own. */
function startProgram(name: string, args: readonly string[]): void {
  const program = join(__dirname, `${name}.cjs`)
  process.argv = [process.execPath, program, ...args]
  createRequire(program)(program)
}

type PauseFileChange = Extract<Asked, { readonly kind: 'pause' | 'resume' }>

function changePauseFile({ kind: change, run: name, stateFolder }: PauseFileChange): void {
  const profiles = profilesIn(stateFolder)
  const wanted = name.toLowerCase()
  const found = profiles.filter((one) => one.id === name || one.name.toLowerCase() === wanted)
  const [profile] = found
  if (!profile || found.length > 1) {
    const names = profiles.map((one) => one.name).join(', ')
    return fail(`${profile ? 'more than one run is' : 'no run is'} called ${name}; there are: ${names}`, 2)
  }
  const pauseFile = pauseFileOf(profile, stateFolder)
  const made = change === 'pause' ? createPauseFile(pauseFile, 'Paused by the command fermata pause') : null
  const problem = change === 'pause' ? (made?.ok === false ? made.problem : null) : deletePauseFile(pauseFile)
  if (problem && 'reason' in problem) return fail(`${pauseFile}: ${problem.reason}`, 1)
  say(
    change === 'pause'
      ? `${pauseFile} is there: ${profile.name} pauses at its next safe point`
      : `${pauseFile} is gone: ${profile.name} goes on`,
  )
}

function profilesIn(stateFolder: string): readonly RunProfile[] {
  const builtIn = builtInProfiles({ programFolder: __dirname, workspace: builtInWorkspace(process.env), stateFolder })
  // No secret is needed to look at a run or to pause it.
  const store = new ProfileStore(join(stateFolder, 'profiles.json'), {
    isAvailable: false,
    seal: (text) => text,
    open: () => null,
  })
  return [...builtIn, ...store.all.map(profileOf)]
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(reason: string, code: number): void {
  process.stderr.write(`fermata: ${reason}\n`)
  process.exitCode = code
}
