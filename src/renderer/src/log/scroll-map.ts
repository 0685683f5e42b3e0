/** Browsers clamp elements at some 33 million pixels; above this the scroll bar stands for more than it measures. */
const tallestPixels = 8_000_000

/** How the scroll bar's way and the log's places belong together. `top` is what a scroll bar without limits would say. */
export interface ScrollMap {
  /** Height of the scrolled element, in pixels. */
  readonly height: number
  readonly maxTop: number
  /** Lines' pixels per pixel of the scroll bar; 1 for all but the longest logs. */
  readonly scale: number
}

/** The map for `count` lines of `lineHeight` pixels in a view of `viewHeight` pixels. */
export function scrollMap(count: number, viewHeight: number, lineHeight: number): ScrollMap {
  const full = count * lineHeight
  const height = Math.min(full, tallestPixels)
  const maxTop = Math.max(0, full - viewHeight)
  const way = Math.max(0, height - viewHeight)
  return { height, maxTop, scale: way > 0 ? maxTop / way : 1 }
}

/** The places that are at least partly in sight, counted from 1. */
export function visiblePlaces(
  top: number,
  viewHeight: number,
  lineHeight: number,
  count: number,
): { readonly first: number; readonly last: number } {
  const first = Math.max(1, Math.min(count, Math.floor(top / lineHeight) + 1))
  return { first, last: Math.min(count, Math.ceil((top + viewHeight) / lineHeight)) }
}

/** Where to scroll so that a place stands in the upper third. */
export function topFor(place: number, viewHeight: number, lineHeight: number, maxTop: number): number {
  const wished = (place - 1) * lineHeight - Math.floor(viewHeight / 3 / lineHeight) * lineHeight
  return Math.max(0, Math.min(maxTop, wished))
}
