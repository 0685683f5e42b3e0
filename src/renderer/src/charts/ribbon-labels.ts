/** A piece of the ribbon, in percent of its width, and what may stand above it: the first text that has room. */
export interface Labelled {
  readonly left: number
  readonly right: number
  readonly texts: readonly string[]
}

/** A text above the ribbon, from its piece's beginning on, or up to its end where it would reach beyond the ribbon. */
export interface RibbonLabel<Piece extends Labelled> {
  readonly piece: Piece
  readonly text: string
  readonly isAtEnd: boolean
}

/** What a letter takes of a narrow ribbon, and what is left free beside a label, in percent. */
const letterRoom = 1.1
const gapRoom = 2

/** The labels that have room, newest first; older ones get a shorter text, or go without. Pieces are in their order. */
export function ribbonLabels<Piece extends Labelled>(pieces: readonly Piece[]): readonly RibbonLabel<Piece>[] {
  let edge = Number.POSITIVE_INFINITY
  return pieces.toReversed().flatMap((piece) => {
    for (const text of piece.texts) {
      const room = text.length * letterRoom + gapRoom
      const isAtEnd = piece.left + room > 100
      const from = isAtEnd ? piece.right - room : piece.left
      if (from < 0 || from + room > edge) continue
      edge = from
      return [{ piece, text, isAtEnd }]
    }
    return []
  })
}
