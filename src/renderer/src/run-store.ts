import { create } from 'zustand'
import type { FermataApi, LogMark, RunView } from '../../shared/ipc'
import { emptyHistory, type RunHistory } from '../../shared/run-history'

/** How long a log is, as main said last. */
export interface LogSize {
  readonly runId: string
  readonly lineCount: number
  readonly byteCount: number
}

interface RunStore {
  /** Null until main has answered for the first time. */
  readonly runs: readonly RunView[] | null
  readonly histories: Readonly<Record<string, RunHistory>>
  readonly logSizes: Readonly<Record<string, LogSize>>
  readonly marks: Readonly<Record<string, readonly LogMark[]>>
}

/** The last snapshots that main sent; everything on screen is derived from them. */
export const useRunStore = create<RunStore>(() => ({ runs: null, histories: {}, logSizes: {}, marks: {} }))

/** The training's history as last sent. */
export function useHistory(profileId: string): RunHistory {
  return useRunStore((store) => store.histories[profileId] ?? emptyHistory)
}

const noMarks: readonly LogMark[] = []

/** The marks in the margin of a run's log. */
export function useMarks(profileId: string): readonly LogMark[] {
  return useRunStore((store) => store.marks[profileId] ?? noMarks)
}

/** How long marks may lag behind a growing log: reading them at each line would cost more than they tell. */
const marksLagMs = 2000

/** Subscribes to main and asks for what is there; returns the way to unsubscribe. */
export function connect(api: FermataApi): () => void {
  const stopReading = new Map<string, ReturnType<typeof setTimeout>>()
  const readMarksSoon = (profileId: string, afterMs: number) => {
    if (stopReading.has(profileId)) return
    const timer = setTimeout(() => {
      stopReading.delete(profileId)
      void api.readLogMarks(profileId).then((marks) => put('marks', profileId, marks))
    }, afterMs)
    stopReading.set(profileId, timer)
  }
  const unsubscribe = [
    api.onRunChanged((run) => {
      if (takeRun(run)) readMarksSoon(run.profileId, 0)
    }),
    api.onHistoryChanged(({ profileId, history }) => put('histories', profileId, history)),
    api.onLogAppended(({ profileId, runId, lineCount, byteCount }) => {
      put('logSizes', profileId, { runId, lineCount, byteCount })
      readMarksSoon(profileId, marksLagMs)
    }),
  ]
  void api.listRuns().then((runs) => {
    useRunStore.setState({ runs })
    for (const { profileId } of runs) {
      readMarksSoon(profileId, 0)
      void api.readHistory(profileId).then((history) => put('histories', profileId, history))
    }
  })
  return () => {
    for (const one of unsubscribe) one()
    for (const timer of stopReading.values()) clearTimeout(timer)
  }
}

/** Takes a snapshot in; says whether the run's state or log is another one than before. */
function takeRun(run: RunView): boolean {
  const runs = useRunStore.getState().runs ?? []
  const before = runs.find((one) => one.profileId === run.profileId)
  useRunStore.setState({ runs: before ? runs.map((one) => (one === before ? run : one)) : [...runs, run] })
  return before?.runId !== run.runId || before.state.kind !== run.state.kind
}

function put<Key extends 'histories' | 'logSizes' | 'marks'>(
  key: Key,
  profileId: string,
  value: RunStore[Key][string],
): void {
  useRunStore.setState((store) => ({ [key]: { ...store[key], [profileId]: value } }))
}
