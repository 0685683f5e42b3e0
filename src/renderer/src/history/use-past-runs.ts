import { useCallback, useEffect, useRef, useState } from 'react'
import { historyPageSize, type HistoryQuery, type HistoryRow } from '../../../shared/past-runs'

/** The runs that answer a question, as far as they were asked for. */
export interface PastRuns {
  /** Null until main has answered for the first time. */
  readonly total: number | null
  readonly problem: string | null
  /** The n-th run, counted from 0; null while it isn't there yet. */
  row(index: number): HistoryRow | null
  /** Asks for the runs between two places, if they aren't there. */
  need(from: number, to: number): void
}

interface Loaded {
  /** What was asked: an answer to something else isn't shown. */
  readonly query: HistoryQuery | null
  readonly total: number | null
  readonly problem: string | null
  readonly pages: ReadonlyMap<number, readonly HistoryRow[]>
}

const nothing: Loaded = { query: null, total: null, problem: null, pages: new Map() }
/** How soon changes are read again: a run that starts and pauses changes its entry several times. */
const rereadMs = 300

/** Reads past runs page by page, and again when they change; what is shown stays until the answer is there. */
export function usePastRuns(query: HistoryQuery): PastRuns {
  const [loaded, setLoaded] = useState(nothing)
  const [version, setVersion] = useState(0)
  const asked = useRef(new Set<string>())
  const latest = useRef('')
  const name = JSON.stringify([query, version])
  latest.current = name
  const load = useCallback(
    (page: number) => {
      if (asked.current.has(`${name} ${page}`)) return
      asked.current.add(`${name} ${page}`)
      void window.fermata.listHistory(query, page * historyPageSize).then(({ total, problem, rows }) => {
        if (latest.current !== name) return
        setLoaded((before) => {
          const pages = before.query === query ? before.pages : nothing.pages
          return { query, total, problem, pages: new Map(pages).set(page, rows) }
        })
      })
    },
    [name, query],
  )
  useEffect(() => {
    asked.current.clear()
    load(0)
  }, [load])
  useEffect(() => {
    let timer = 0
    const end = window.fermata.onPastRunsChanged(() => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => setVersion((one) => one + 1), rereadMs)
    })
    return () => {
      window.clearTimeout(timer)
      end()
    }
  }, [])
  const shown = loaded.query === query ? loaded : nothing
  return {
    total: shown.total,
    problem: shown.problem,
    row: (index) => shown.pages.get(Math.floor(index / historyPageSize))?.[index % historyPageSize] ?? null,
    need: (from, to) => {
      const last = Math.floor(Math.max(0, to - 1) / historyPageSize)
      for (let page = Math.floor(from / historyPageSize); page <= last; page += 1) load(page)
    },
  }
}
