/** What the icon tells: the arc of a fermata over a sign for how the runs stand. */
export type TraySign = 'idle' | 'running' | 'pausing' | 'paused' | 'attention'

/** Side of the drawing that the shapes are given in. */
const side = 16
/** Looks per pixel and direction; the share of hits is how much of the pixel is covered. */
const looks = 4
/** How far the dark rim reaches that makes the white sign readable on any panel. */
const rim = 0.8
const rimAlpha = 0.6
/** The arc while the answer to a pause is still waited for. */
const fadedAlpha = 0.5

type Shape = (x: number, y: number) => boolean

/** `grow` widens a shape all round. */
const arc =
  (grow: number): Shape =>
  (x, y) => {
    const [dx, dy] = [x - 8, y - 8.6]
    if (dy > 0.4 + grow) return false
    const outer = (dx / (7.4 + grow)) ** 2 + (dy / (6.4 + grow)) ** 2
    const inner = (dx / (5.6 - grow)) ** 2 + (dy / (4.1 - grow)) ** 2
    return outer <= 1 && inner >= 1
  }

const signs: Readonly<Record<TraySign, (grow: number) => Shape>> = {
  idle: (grow) => disc(8, 11, 1.9 + grow),
  running: (grow) => (x, y) => {
    const [dx, dy] = [x - 6.2 + grow, Math.abs(y - 10.8)]
    return dx >= 0 && dy <= (3.4 + grow) * (1 - dx / (5 + 2 * grow))
  },
  pausing: bars,
  paused: bars,
  attention: (grow) => (x, y) => box([8, 9.6], [1, 2.4], grow)(x, y) || disc(8, 13.9, 1.1 + grow)(x, y),
}

function bars(grow: number): Shape {
  const [left, right] = [box([6.3, 11], [0.9, 2.8], grow), box([9.7, 11], [0.9, 2.8], grow)]
  return (x, y) => left(x, y) || right(x, y)
}

function disc(centreX: number, centreY: number, radius: number): Shape {
  return (x, y) => (x - centreX) ** 2 + (y - centreY) ** 2 <= radius ** 2
}

type Pair = readonly [number, number]

function box([centreX, centreY]: Pair, [halfWidth, halfHeight]: Pair, grow: number): Shape {
  return (x, y) => Math.abs(x - centreX) <= halfWidth + grow && Math.abs(y - centreY) <= halfHeight + grow
}

/**
 * Draws an icon of `pixels` by `pixels`, four bytes each as Electron's bitmaps have them.
 *
 * `template`: black only, for macOS, which colours it itself. Elsewhere white with a dark rim, as panels are of any colour.
 */
export function drawTrayIcon(sign: TraySign, pixels: number, template: boolean): Buffer {
  const bitmap = Buffer.alloc(pixels * pixels * 4)
  const arcAlpha = sign === 'pausing' ? fadedAlpha : 1
  const layers = [
    { arcOf: arc(0), signOf: signs[sign](0) },
    { arcOf: arc(rim), signOf: signs[sign](rim) },
  ] as const
  const covered = (shape: Shape, column: number, row: number) => coverage(shape, column, row, side / pixels)
  for (let row = 0; row < pixels; row += 1)
    for (let column = 0; column < pixels; column += 1) {
      const [front, back] = layers.map(({ arcOf, signOf }) =>
        Math.max(covered(arcOf, column, row) * arcAlpha, covered(signOf, column, row)),
      ) as [number, number]
      const alpha = template ? front : Math.max(front, back * rimAlpha)
      // Colours are multiplied with alpha; the rim adds none, being black.
      const white = template ? 0 : front
      bitmap.fill(Math.round(white * 255), (row * pixels + column) * 4, (row * pixels + column) * 4 + 3)
      bitmap[(row * pixels + column) * 4 + 3] = Math.round(alpha * 255)
    }
  return bitmap
}

function coverage(shape: Shape, column: number, row: number, scale: number): number {
  let hits = 0
  for (let look = 0; look < looks * looks; look += 1) {
    const x = (column + ((look % looks) + 0.5) / looks) * scale
    const y = (row + (Math.floor(look / looks) + 0.5) / looks) * scale
    if (shape(x, y)) hits += 1
  }
  return hits / (looks * looks)
}
