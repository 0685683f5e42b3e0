import type { LogColour } from '../../../shared/log-service'

/** The steps of the colour cube that terminals with 256 colours have. */
const cubeSteps = [0, 95, 135, 175, 215, 255] as const

/** The names of the theme's own colours, in the order terminals number them. */
const themed = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

/** A terminal's colour as CSS: the first 16 are the theme's, the others are the same everywhere. */
export function colourOf(colour: LogColour): string {
  if (colour.kind === 'rgb') return `#${colour.rgb.toString(16).padStart(6, '0')}`
  const { index } = colour
  if (index < 16) return `var(--ansi-${index < 8 ? '' : 'bright-'}${themed[index % 8]})`
  if (index >= 232) return grey(8 + (index - 232) * 10)
  const cube = index - 16
  const [red, green, blue] = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(
    (step) => cubeSteps[step] ?? 0,
  )
  return `rgb(${red} ${green} ${blue})`
}

function grey(level: number): string {
  return `rgb(${level} ${level} ${level})`
}
