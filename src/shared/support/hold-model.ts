import type { RuleCondition, RuleId } from '../holds'

/** What can happen to a run that is held, or to the app that holds it. Times are in seconds. */
export type Step =
  | { readonly kind: 'pause'; readonly seconds: number | null }
  | { readonly kind: 'pauseAll' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'release'; readonly owner: string }
  | { readonly kind: 'releaseAll' }
  | { readonly kind: 'rule'; readonly owner: RuleId; readonly on: boolean; readonly seconds: number | null }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'runStarts' }
  | { readonly kind: 'runEnds'; readonly stopAsked: boolean }
  | { readonly kind: 'handMakes' }
  | { readonly kind: 'handDeletes' }

/** The rules of the test: a window, which has another time at once, and one without an end. */
export const ruleIds: readonly RuleId[] = ['rule:window:1', 'rule:battery']

/** What a rule of the test finds. */
export function conditionOf(owner: RuleId, until: number | null): RuleCondition {
  if (owner === 'rule:battery') return { reason: { kind: 'battery', percent: 78 }, until: null }
  return { reason: { kind: 'window', name: 'Nightly backup' }, until }
}

interface Rule {
  state: 'holds' | 'rests'
  until: number | null
}

/**
 * What is to be true of a run's holds, as plainly as it can be said: nothing of it is shared with what is tested.
 *
 * The run moves exactly while `holders` is empty.
 */
export class HoldModel {
  now = 1_800_000_000_000
  private active = false
  private readonly persons = new Map<string, number | null>()
  private readonly rules = new Map<string, Rule>()

  get holders(): readonly string[] {
    const held = [...this.rules].filter(([, rule]) => this.active && rule.state === 'holds').map(([owner]) => owner)
    return [...this.persons.keys(), ...held].sort()
  }

  /** Whether anything stands at the file's path. */
  get fileIsThere(): boolean {
    return this.holders.length > 0
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'pause':
        this.persons.set('you', step.seconds === null ? null : this.now + step.seconds * 1000)
        break
      case 'pauseAll':
        if (!this.persons.has('you')) this.persons.set('you', null)
        break
      case 'quit':
        this.persons.set('quit', null)
        break
      case 'release':
        if (this.holders.includes(step.owner)) this.letGo(step.owner)
        break
      case 'releaseAll':
        for (const owner of this.holders) this.letGo(owner)
        break
      case 'rule':
        this.tell(step.owner, step.on, step.seconds)
        break
      case 'wait':
        this.now += step.seconds * 1000
        break
      case 'runStarts':
        this.active = true
        break
      case 'runEnds':
        this.endRun(step.stopAsked)
        break
      case 'handMakes':
        this.persons.set('outside', null)
        break
      case 'handDeletes':
        for (const owner of this.holders) this.letGo(owner)
        break
    }
    this.endWhatIsOver()
  }

  /** The app starts again: it knows nothing any more of rules that neither held nor were let go of. */
  restart(): void {
    if (!this.active) for (const [owner, rule] of [...this.rules]) if (rule.state === 'holds') this.rules.delete(owner)
    this.endWhatIsOver()
  }

  private letGo(owner: string): void {
    const rule = this.rules.get(owner)
    if (rule) rule.state = 'rests'
    this.persons.delete(owner)
  }

  private tell(owner: string, on: boolean, seconds: number | null): void {
    if (!on) return void this.rules.delete(owner)
    const until = owner === 'rule:battery' || seconds === null ? null : this.now + seconds * 1000
    const known = this.rules.get(owner)
    const isAnother = known?.state === 'rests' && owner.startsWith('rule:window') && known.until !== until
    if (!known || isAnother) this.rules.set(owner, { state: 'holds', until })
    else known.until = until
  }

  private endRun(stopAsked: boolean): void {
    if (!this.active) return
    this.active = false
    if (!stopAsked || this.persons.has('outside')) return
    this.persons.delete('you')
    this.persons.delete('quit')
  }

  private endWhatIsOver(): void {
    for (const [owner, until] of [...this.persons]) if (until !== null && until <= this.now) this.persons.delete(owner)
    for (const rule of this.rules.values()) if (rule.until !== null && rule.until <= this.now) rule.state = 'rests'
  }
}

/** A generator of numbers below 1 that gives the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One random step. */
export function randomStep(random: () => number): Step {
  const among = <Value>(values: readonly Value[]) => values[Math.floor(random() * values.length)] as Value
  const seconds = among([null, 5, 30, 600])
  const steps: readonly Step[] = [
    { kind: 'pause', seconds },
    { kind: 'pauseAll' },
    { kind: 'quit' },
    { kind: 'release', owner: among(['you', 'outside', 'quit', ...ruleIds]) },
    { kind: 'release', owner: among(['you', 'outside', 'quit', ...ruleIds]) },
    { kind: 'releaseAll' },
    { kind: 'rule', owner: among(ruleIds), on: true, seconds },
    { kind: 'rule', owner: among(ruleIds), on: true, seconds },
    { kind: 'rule', owner: among(ruleIds), on: random() < 0.5, seconds },
    { kind: 'wait', seconds: among([1, 4, 20, 700]) },
    { kind: 'runStarts' },
    { kind: 'runStarts' },
    { kind: 'runEnds', stopAsked: random() < 0.5 },
    { kind: 'handMakes' },
    { kind: 'handDeletes' },
  ]
  return among(steps)
}
