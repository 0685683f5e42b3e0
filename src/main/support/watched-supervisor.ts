import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RunView } from '../../shared/ipc'
import type { RunProfile } from '../run-profiles'
import { RunSupervisor } from '../run-supervisor'
import { testFolder } from './folders'
import { smallRun, type SmallRunOptions } from './small-run'
import { until } from './until'

/** A supervisor, and all that it told, as a window would have it. */
export interface Watched {
  readonly supervisor: RunSupervisor
  readonly views: RunView[]
  readonly stateFolder: string
  readonly workspace: string
  readonly pauseFile: string
  /** The newest view. */
  view(): RunView
  /** The kinds of the states that were told, repetitions left out. */
  states(): string[]
  shows(kind: RunView['state']['kind']): Promise<RunView>
}

/** Opens a supervisor over one small run; its runs are ended after the test. */
export async function watchSmallRun(options: SmallRunOptions = {}): Promise<Watched> {
  const root = testFolder()
  const workspace = join(root, 'workspace')
  return watchProfiles([smallRun(workspace, options)], join(root, 'state'))
}

/** Opens a supervisor over profiles; the first one is looked at. */
export async function watchProfiles(profiles: readonly RunProfile[], stateFolder: string): Promise<Watched> {
  const views: RunView[] = []
  const [first] = profiles
  if (!first) throw new Error('A profile is needed')
  const supervisor = new RunSupervisor(profiles, stateFolder, {
    runChanged: (run) => void (run.profileId === first.id && views.push(run)),
    historyChanged: () => undefined,
    logAppended: () => undefined,
    runsChanged: () => undefined,
  })
  const view = () => supervisor.list()[0] as RunView
  onTestFinished(async () => {
    for (const { id } of profiles) supervisor.kill(id)
    await supervisor.close()
  })
  await supervisor.open()
  return {
    supervisor,
    views,
    stateFolder,
    workspace: first.workspace,
    pauseFile: first.pauseFile,
    view,
    states: () => views.map(({ state }) => state.kind).filter((kind, index, all) => kind !== all[index - 1]),
    shows: (kind) =>
      until(
        () => (view().state.kind === kind ? view() : null),
        () => `${kind}, last ${JSON.stringify(view())}`,
      ),
  }
}
