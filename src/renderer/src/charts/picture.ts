import uPlot from 'uplot'
import type { ClockAxis } from './clock-axis'
import { clockTicks } from './clock-axis'
import type { ValueAxis } from './series'
import type { View } from './view'

/** Room around the plot in a picture of it, in CSS pixels. */
const room = { left: 64, right: 28, top: 44, bottom: 32 }
/** Room that the label of one tick needs. */
const tickRoom = 84

/** What stands around the plot in a picture of a chart. */
export interface PictureWords {
  readonly name: string
  readonly value: string
  readonly note: string
  readonly axis: ClockAxis
  readonly view: View
  readonly values: ValueAxis
  readonly tickLabel: (value: number) => string
}

/** A picture of a chart as it is on the screen, with its name and its axes: the bytes of a PNG. */
export async function pictureOf(plot: uPlot, words: PictureWords): Promise<Uint8Array> {
  const canvas = document.createElement('canvas')
  const scale = uPlot.pxRatio
  const [width, height] = [plot.width + room.left + room.right, plot.height + room.top + room.bottom]
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('A canvas without a context')
  context.scale(scale, scale)
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  context.fillStyle = colour('--content')
  context.fillRect(0, 0, width, height)
  context.drawImage(plot.ctx.canvas, room.left, room.top, plot.width, plot.height)
  const write = writer(context, getComputedStyle(document.body).fontFamily)
  const afterName = write(words.name, room.left, 26, { font: '400 12px', colour: colour('--text-2') })
  const afterValue = write(words.value, afterName + 8, 26, { font: '600 12px', colour: colour('--text') })
  write(words.note, afterValue + 8, 26, { font: '400 12px', colour: colour('--text-3') })
  const small = { font: '400 11px', colour: colour('--text-3') }
  const { from, to } = words.values
  for (const tick of words.values.ticks) {
    const y = room.top + plot.height * (1 - (tick - from) / (to - from)) + 4
    write(words.tickLabel(tick), room.left - 8, y, { ...small, align: 'right' })
  }
  const { view } = words
  for (const { x, label } of clockTicks(words.axis, Math.max(2, Math.floor(plot.width / tickRoom)), view)) {
    const left = room.left + ((x - view.from) / (view.to - view.from)) * plot.width
    write(label, left, room.top + plot.height + 18, { ...small, align: 'center' })
  }
  return bytesOf(canvas)
}

interface TextLook {
  readonly font: string
  readonly colour: string
  readonly align?: CanvasTextAlign
}

/** Writes text onto a canvas; gives where it ends. */
function writer(context: CanvasRenderingContext2D, family: string) {
  return (text: string, left: number, baseline: number, look: TextLook): number => {
    context.font = `${look.font} ${family}`
    context.fillStyle = look.colour
    context.textAlign = look.align ?? 'left'
    context.fillText(text, left, baseline)
    return left + context.measureText(text).width
  }
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!blob) throw new Error('The picture can’t be encoded')
  return new Uint8Array(await blob.arrayBuffer())
}
