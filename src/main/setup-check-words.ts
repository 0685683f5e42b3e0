import type { OwnRunSetup, ProgressPattern, SetupFinding } from '../shared/own-run'
import { note, problem } from './setup-finding'

/** What can be said of a run's variables. */
export function environmentFindings({ environment }: OwnRunSetup, keepsSecrets: boolean): readonly SetupFinding[] {
  const names = environment.map(({ name }) => name)
  const wrong = (text: string) => [problem('environment', 'Variable not valid', text)]
  if (names.some((name) => name === '')) return wrong('Each variable needs a name.')
  const odd = names.find((name) => !/^[^\s=]+$/.test(name))
  if (odd !== undefined) return wrong(`“${odd}” can’t be the name of a variable: it must have no space and no =.`)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return wrong(`${twice} is there twice.`)
  const taken = names.find((name) => name === 'ELECTRON_RUN_AS_NODE' || name.startsWith('FERMATA_'))
  if (taken !== undefined) return wrong(`Fermata itself decides about ${taken}.`)
  if (keepsSecrets || !environment.some(({ isSecret }) => isSecret)) return []
  return [
    note(
      'environment',
      'This system keeps no secrets for apps: secret values are kept in a file that only you can read.',
    ),
  ]
}

/** What can be said of the words that a run confirms with. */
export function lineFindings({ confirmation, stop }: OwnRunSetup): readonly SetupFinding[] {
  const findings: SetupFinding[] = []
  if (stop.graceSeconds < 1 || stop.graceSeconds > 86_400)
    findings.push(problem('grace', 'Waiting time not valid', 'Give a number of seconds from 1 to 86,400.'))
  if (confirmation.kind !== 'lines') return findings
  const { paused, resumed } = confirmation
  if (paused.trim() === '') findings.push(problem('paused', 'Paused line missing', 'Say what the line contains.'))
  if (resumed.trim() === '') findings.push(problem('resumed', 'Resumed line missing', 'Say what the line contains.'))
  else if (paused.trim() !== '' && resumed.includes(paused))
    findings.push(
      problem(
        'resumed',
        'Lines can’t be told apart',
        'A line with these words would be taken for the one that says paused.',
      ),
    )
  return findings
}

/** What can be said of a progress pattern: only one's own expression can be wrong. */
export function patternFinding(progress: ProgressPattern): SetupFinding | null {
  if (progress.kind !== 'own') return null
  const { expression } = progress
  const wrong = (text: string) => problem('pattern', 'Progress pattern isn’t valid', text)
  if (expression.trim() === '') return wrong('Give an expression, or choose one of the others.')
  try {
    RegExp(expression)
  } catch (error) {
    if (error instanceof SyntaxError) return wrong(reasonOf(expression, error))
    throw error
  }
  const names = [...expression.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map((match) => match[1] as string)
  if (names.length === 0)
    return wrong('Name what it finds: (?<item>…) and (?<total>…), (?<percent>…), or a figure such as (?<loss>…).')
  return note('pattern', `Reads ${names.join(', ')}.`)
}

function reasonOf(expression: string, error: SyntaxError): string {
  const open = openBracket(expression)
  if (open) return `A ${open.kind} opened at character ${open.at + 1} is never closed.`
  const detail = error.message.split(': ').at(-1) ?? ''
  return `It isn’t a valid expression: ${detail.charAt(0).toLowerCase()}${detail.slice(1)}.`
}

/** The first bracket without its end; inside square ones others are letters. */
function openBracket(expression: string): { readonly at: number; readonly kind: string } | null {
  const open: number[] = []
  let square = -1
  for (let at = 0; at < expression.length; at += 1) {
    const letter = expression[at]
    if (letter === '\\') at += 1
    else if (square >= 0) square = letter === ']' ? -1 : square
    else if (letter === '[') square = at
    else if (letter === '(') open.push(at)
    else if (letter === ')') open.pop()
  }
  if (square >= 0) return { at: square, kind: 'square bracket' }
  const [first] = open
  return first === undefined ? null : { at: first, kind: 'bracket' }
}
