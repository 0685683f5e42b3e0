/** The sizes of a log's text, in pixels. */
export const textSizes = [10, 11, 12, 13, 14, 16, 18] as const
/** One of the sizes of a log's text. */
export type TextSize = (typeof textSizes)[number]

/** The size that logs have until another is chosen. */
export const usualTextSize: TextSize = 12

/** The height of a line of such text, in pixels. */
export function lineHeightOf(size: TextSize): number {
  return size + 8
}

/** The next larger or smaller size; the same at either end. */
export function steppedSize(size: TextSize, step: 1 | -1): TextSize {
  return textSizes[textSizes.indexOf(size) + step] ?? size
}
