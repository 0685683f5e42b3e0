/** Colours of charts, as the theme has them now; a canvas can't follow custom properties by itself. */
export interface ChartColours {
  readonly line1: string
  readonly line2: string
  readonly grid: string
  readonly base: string
  readonly paused: StillColours
  readonly asleep: StillColours
  readonly surface: string
}

/** Colours of a stretch in which nothing was done. */
export interface StillColours {
  readonly stripe: string
  readonly tint: string
  readonly line: string
}

/** Reads the colours from the page. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    line1: read('--s1'),
    line2: read('--s2'),
    grid: read('--grid'),
    base: read('--line-strong'),
    paused: { stripe: read('--held-solid'), tint: read('--held-tint'), line: read('--held-line') },
    asleep: { stripe: read('--quiet-solid'), tint: read('--quiet-tint'), line: read('--quiet-line') },
    surface: read('--content'),
  }
}

/** A rectangle in canvas pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const hatchEvery = 6

/** Fills a stretch in which nothing was done: hatched, so that it reads without colour. `scale` is canvas pixels per CSS pixel. */
export function drawStill(context: CanvasRenderingContext2D, box: Box, colours: StillColours, scale: number): void {
  const { left, top, width, height } = box
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.fillStyle = colours.tint
  context.fillRect(left, top, width, height)
  context.strokeStyle = colours.stripe
  context.globalAlpha = 0.5
  context.lineWidth = scale
  context.beginPath()
  for (let x = left - height; x < left + width; x += hatchEvery * scale * Math.SQRT2) {
    context.moveTo(x, top + height)
    context.lineTo(x + height, top)
  }
  context.stroke()
  context.globalAlpha = 1
  context.strokeStyle = colours.line
  context.strokeRect(left + scale / 2, top - scale, Math.max(0, width - scale), height + 2 * scale)
  context.restore()
}

/** A line across the plot, on whole pixels so that it stays sharp. */
export function drawLevel(context: CanvasRenderingContext2D, box: Box, colour: string): void {
  context.fillStyle = colour
  context.fillRect(box.left, Math.round(box.top), box.width, Math.max(1, Math.round(box.height)))
}
