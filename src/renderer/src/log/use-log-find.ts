import { useEffect, useRef, useState } from 'react'
import type { LogFilter, LogLevel, LogMatch, LogQuery } from '../../../shared/log-service'
import { announce } from '../view-store'
import type { LogSession, SearchState } from './log-session'
import type { LogView } from './use-log-view'

/** Which lines are shown by their level. */
export type LevelChoice = 'all' | 'warn' | 'error'

/** How long typing must rest before it is looked for. */
const typingMs = 120

const levelsOf: Readonly<Record<LevelChoice, readonly LogLevel[] | null>> = {
  all: null,
  warn: ['warn', 'error'],
  error: ['error'],
}

/** What is looked for in a log, which lines are shown, and where in the matches the window is. */
export interface LogFind {
  readonly query: LogQuery
  readonly onlyMatching: boolean
  readonly level: LevelChoice
  readonly state: SearchState | null
  /** Which of the matching lines was jumped to last, counted from 1. */
  readonly ordinal: number | null
  setQuery(change: Partial<LogQuery>): void
  setOnlyMatching(on: boolean): void
  setLevel(level: LevelChoice): void
  step(direction: Direction): void
  clear(): void
}

type Direction = 'next' | 'previous'

const nothing: LogQuery = { text: '', isRegex: false, matchCase: false }

/** Looks for text in a log, in the service; the window only says what, and shows how far that is. */
export function useLogFind(view: LogView): LogFind {
  const { session } = view
  const [query, changeQuery] = useState(nothing)
  const [onlyMatching, setOnlyMatching] = useState(false)
  const [level, setLevel] = useState<LevelChoice>('all')
  const [ordinal, setOrdinal] = useState<number | null>(null)
  const jump = useJump(view, setOrdinal)
  const isNew = useRef(true)

  useEffect(() => {
    // Nothing was looked for yet.
    if (isNew.current && query === nothing) return undefined
    isNew.current = false
    const timer = setTimeout(() => {
      setOrdinal(null)
      session.lookFor(query.text === '' ? null : query)
      jump.toFirst(query.text !== '')
    }, typingMs)
    return () => clearTimeout(timer)
  }, [session, query, jump])
  useFilter(session, onlyMatching && query.text !== '' ? query : null, level)
  useEffect(() => jump.retry())

  return {
    query,
    onlyMatching,
    level,
    state: session.find,
    ordinal,
    setQuery: (change) => changeQuery({ ...query, ...change }),
    setOnlyMatching,
    setLevel,
    step: (direction) => jump.step(direction),
    clear() {
      changeQuery({ ...query, text: '' })
      setOnlyMatching(false)
    },
  }
}

function useFilter(session: LogSession, query: LogQuery | null, level: LevelChoice): void {
  useEffect(() => {
    if (!query && level === 'all' && !session.isFiltered) return undefined
    const filter: LogFilter | null = query || level !== 'all' ? { query, levels: levelsOf[level] } : null
    const timer = setTimeout(() => session.show(filter), query ? typingMs : 0)
    return () => clearTimeout(timer)
  }, [session, query, level])
}

/** Jumps from match to match; the first one of a new search as soon as it's found. */
class Jump {
  view: LogView | null = null
  private waitsForFirst = false
  private isAsking = false

  constructor(private readonly setOrdinal: (ordinal: number | null) => void) {}

  toFirst(isWanted: boolean): void {
    this.waitsForFirst = isWanted
  }

  /** Asks again for a first match that was not found yet. */
  retry(): void {
    const { view } = this
    if (!view || !this.waitsForFirst || this.isAsking || !view.session.find?.lineCount) return
    const from = lineAt(view, view.first) - 1
    void this.ask(view, from, 'next').then((match) => {
      if (!match || !this.waitsForFirst || (!match.found && !match.isFinal)) return
      this.waitsForFirst = false
      if (match.found) this.go(view, match.found)
      else this.step('previous')
    })
  }

  step(direction: Direction): void {
    const { view } = this
    if (!view?.session.find) return
    this.waitsForFirst = false
    const edge = direction === 'next' ? lineAt(view, view.first) - 1 : lineAt(view, view.last) + 1
    void this.ask(view, view.current ?? edge, direction).then(async (match) => {
      if (match?.found) return this.go(view, match.found)
      if (!match?.isFinal) return undefined
      const over = direction === 'next' ? 0 : view.session.size.lineCount + 1
      const around = await this.ask(view, over, direction)
      if (!around?.found) return announce('No match')
      announce(direction === 'next' ? 'Search goes on at the top' : 'Search goes on at the end')
      return this.go(view, around.found)
    })
  }

  private async ask(view: LogView, from: number, direction: Direction): Promise<LogMatch | null> {
    this.isAsking = true
    try {
      return await view.session.ask('nextMatch', { from, direction })
    } catch (error) {
      // The service is being started again; the next press asks it.
      if (error instanceof Error) return null
      throw error
    } finally {
      this.isAsking = false
    }
  }

  private go(view: LogView, found: NonNullable<LogMatch['found']>): void {
    this.setOrdinal(found.ordinal)
    view.jumpToRow(found.row, found.number)
  }
}

function useJump(view: LogView, setOrdinal: (ordinal: number | null) => void): Jump {
  const jump = useRef<Jump>(null)
  jump.current ??= new Jump(setOrdinal)
  jump.current.view = view
  return jump.current
}

/** The number of the line at a place, as far as it is at hand. */
export function lineAt(view: LogView, place: number): number {
  const row = view.places.rowFrom(Math.max(1, place))
  return view.session.rows.row(row)?.number ?? row
}
