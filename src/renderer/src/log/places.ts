import type { PlacedNote } from '../../../shared/log-service'

/** What stands at one place of the view: a row of the log, or one of the app's own notes between rows. */
export type Placed = { readonly kind: 'row'; readonly row: number } | { readonly kind: 'note'; readonly at: number }

/**
 * Where rows and notes stand below each other; places and rows count from 1.
 *
 * A filtered view shows no notes: they stand between lines, most of which aren't there.
 */
export class Places {
  readonly notes: readonly PlacedNote[]

  constructor(
    readonly rowCount: number,
    notes: readonly PlacedNote[],
  ) {
    this.notes = notes.filter(({ before }) => before <= rowCount + 1)
  }

  /** How many places there are. */
  get count(): number {
    return this.rowCount + this.notes.length
  }

  /** What stands at a place. */
  at(place: number): Placed {
    const before = this.notesWhere((note, index) => note.before + index < place)
    const note = this.notes[before]
    if (note && note.before + before === place) return { kind: 'note', at: before }
    return { kind: 'row', row: place - before }
  }

  /** The place of a row. */
  ofRow(row: number): number {
    return row + this.notesWhere((note) => note.before <= row)
  }

  /** The row at a place, or the next one below it. */
  rowFrom(place: number): number {
    const placed = this.at(place)
    return placed.kind === 'row' ? placed.row : (this.notes[placed.at]?.before ?? this.rowCount)
  }

  /** How many notes, from the first on, are such; they are in the order of their lines. */
  private notesWhere(isSuch: (note: PlacedNote, index: number) => boolean): number {
    let low = 0
    let high = this.notes.length
    while (low < high) {
      const middle = (low + high) >> 1
      const note = this.notes[middle]
      if (note && isSuch(note, middle)) low = middle + 1
      else high = middle
    }
    return low
  }
}
