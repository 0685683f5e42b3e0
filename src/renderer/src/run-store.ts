import { create } from 'zustand'
import type { VerificationView } from '../../shared/verification'
import type { FermataApi, IpcEvents, LowDisk, RunView } from '../../shared/ipc'
import type { ProcessUse } from '../../shared/run-evidence'
import { emptyHistory, type RunHistory } from '../../shared/run-history'

/** How long a log is, as main said last. */
export interface LogSize {
  readonly runId: string
  readonly lineCount: number
  readonly byteCount: number
}

/** What became of a log's service. */
export type RestartedLog = IpcEvents['log:serviceRestarted']

interface RunStore {
  /** Null until main has answered for the first time. */
  readonly runs: readonly RunView[] | null
  readonly verifications: Readonly<Record<string, VerificationView>>
  readonly histories: Readonly<Record<string, RunHistory>>
  readonly logSizes: Readonly<Record<string, LogSize>>
  /** What the runs that are shown take of the machine. */
  readonly uses: Readonly<Record<string, ProcessUse | null>>
  /** The logs whose service has just been started again, or was given up. */
  readonly restartedLogs: readonly RestartedLog[]
  readonly lowDisk: LowDisk | null
}

/** The last snapshots that main sent; everything on screen is derived from them. */
export const useRunStore = create<RunStore>(() => ({
  runs: null,
  verifications: {},
  histories: {},
  logSizes: {},
  uses: {},
  restartedLogs: [],
  lowDisk: null,
}))

/** The training's history as last sent. */
export function useHistory(profileId: string): RunHistory {
  return useRunStore((store) => store.histories[profileId] ?? emptyHistory)
}

/** What has just become of the service of this log; null when nothing has. */
export function useLogNews(profileId: string): RestartedLog | null {
  return useRunStore((store) => store.restartedLogs.findLast((one) => one.profileId === profileId) ?? null)
}

/** How long the window says that a log's service was started again. */
const restartShownMs = 10_000

/** Subscribes to main and asks for what is there; returns the way to unsubscribe. */
export function connect(api: FermataApi): () => void {
  const unsubscribe = [
    api.onRunChanged(takeRun),
    api.onVerificationChanged((view) => put('verifications', view.profileId, view)),
    api.onRunsChanged((runs) => useRunStore.setState({ runs })),
    api.onDiskChanged((lowDisk) => useRunStore.setState({ lowDisk })),
    api.onHistoryChanged(({ profileId, history }) => put('histories', profileId, history)),
    api.onLogAppended(({ profileId, runId, lineCount, byteCount }) => {
      put('logSizes', profileId, { runId, lineCount, byteCount })
    }),
  ]
  const endTellingRestarts = tellRestarts(api)
  void api.readLowDisk().then((lowDisk) => useRunStore.setState({ lowDisk }))
  void api.listRuns().then((runs) => {
    useRunStore.setState({ runs })
    for (const { profileId } of runs) {
      void api.readVerification(profileId).then((view) => view && put('verifications', profileId, view))
      void api.readHistory(profileId).then((history) => put('histories', profileId, history))
    }
  })
  return () => {
    for (const one of unsubscribe) one()
    endTellingRestarts()
  }
}

function tellRestarts(api: FermataApi): () => void {
  const change = (to: (logs: readonly RestartedLog[]) => readonly RestartedLog[]) =>
    useRunStore.setState(({ restartedLogs }) => ({ restartedLogs: to(restartedLogs) }))
  return api.onLogServiceRestarted((restarted) => {
    change((logs) => [...logs, restarted])
    setTimeout(() => change((logs) => logs.filter((one) => one !== restarted)), restartShownMs)
  })
}

/** Takes a snapshot in. */
function takeRun(run: RunView): void {
  const runs = useRunStore.getState().runs ?? []
  const before = runs.find((one) => one.profileId === run.profileId)
  useRunStore.setState({ runs: before ? runs.map((one) => (one === before ? run : one)) : [...runs, run] })
}

function put<Key extends 'histories' | 'logSizes' | 'verifications'>(
  key: Key,
  profileId: string,
  value: RunStore[Key][string],
): void {
  useRunStore.setState((store) => ({ [key]: { ...store[key], [profileId]: value } }))
}
