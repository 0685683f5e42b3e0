import type { ComputerView } from '../../shared/computer'
import type { RuleCondition, RuleId } from '../../shared/holds'
import type { RulesSaved, RulesView, RunRules } from '../../shared/rules'
import type { ComputerWish } from './computer-watch'
import type { RuleStore } from './rule-store'
import type { RuledRun } from './ruled-run'
import { conditionsOf, firstState, nextState, type RunRulesState, type RunSample } from './run-evaluation'
import { spansFrom, zoneOfComputer } from './window-times'

/** What was seen longer ago than this says nothing of now; on Windows some looks are half a minute apart. */
const staleMs = 45_000

/** Who carries out what rules find, and is told of them. */
export interface RuleEngineParts {
  readonly store: RuleStore
  runs(): readonly RuledRun[]
  /** The level of one rule: a condition for as long as it's to hold, else null. */
  setRule(profileId: string, ruleId: RuleId, condition: RuleCondition | null): void
  /** What the rules need to know of the computer from now on; null: nothing. */
  wish(wish: ComputerWish | null): void
  changed(profileId: string, view: RulesView): void
}

/** How often the computer is looked at while a rule needs that. */
const sampleEveryMs = 5000
/** The longest time between two looks at the windows' times: clocks are set, zones change, computers sleep. */
const longestWaitMs = 15_000

/**
 * Looks at the rules of all active runs, and says of each what it finds.
 *
 * It says a level, and only when it has changed; who may hold, and until when a rule stays silent, others decide.
 */
export class RuleEngine {
  private readonly states = new Map<string, RunRulesState>()
  private readonly told = new Map<string, Map<RuleId, string>>()
  private computer: ComputerView | null = null
  private timer: NodeJS.Timeout | null = null

  constructor(private readonly parts: RuleEngineParts) {}

  /** What the window shows of a run's rules. */
  view(profileId: string): RulesView {
    const { store } = this.parts
    const rules = store.of(profileId)
    const [now, zone] = [Date.now(), zoneOfComputer()]
    const times = rules.windows
      .filter(({ isOn }) => isOn)
      .flatMap((window) => spansFrom(window, now, zone).map(({ from, to }) => ({ windowId: window.id, from, to })))
      .sort((a, b) => a.from - b.from)
    return { rules, times, problem: store.problem }
  }

  /** Keeps the rules of a run, and obeys them at once. */
  save(profileId: string, rules: RunRules): RulesSaved {
    const saved = this.parts.store.save(profileId, rules)
    if (saved.ok) {
      this.look()
      this.parts.changed(profileId, this.view(profileId))
    }
    return saved
  }

  /** Takes away the rules of a run that was removed; none works any more, so nothing is held by them. */
  remove(profileId: string): void {
    this.parts.store.remove(profileId)
  }

  /** Takes up what was seen of the computer. */
  computerChanged(view: ComputerView): void {
    this.computer = view
    this.look()
  }

  /** Looks when a run has begun, has ended, or tells what one of its rules waits for. */
  runChanged({ profileId, isActive }: Pick<RuledRun, 'profileId' | 'isActive'>): void {
    const isNews = this.states.has(profileId) !== isActive
    if (isNews || (isActive && this.parts.store.of(profileId).rateLimit.isOn)) this.look()
  }

  /** Looks at all rules now. */
  look(): void {
    const [now, zone] = [Date.now(), zoneOfComputer()]
    const active = this.parts.runs().filter(({ isActive }) => isActive)
    for (const profileId of this.states.keys())
      if (!active.some((run) => run.profileId === profileId)) this.forget(profileId)
    for (const run of active) this.lookAt(run, now, zone)
    this.parts.wish(wishOf(active, (profileId) => this.parts.store.of(profileId)))
    this.schedule(active, now, zone)
  }

  /** Stops to look; what is held stays held. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.parts.wish(null)
  }

  /** A run that has ended has no rules to obey; the next one begins anew. */
  private forget(profileId: string): void {
    this.states.delete(profileId)
    this.told.delete(profileId)
  }

  private lookAt(run: RuledRun, now: number, zone: string): void {
    const { profileId } = run
    const rules = this.parts.store.of(profileId)
    const before = this.states.get(profileId) ?? firstState(run.held)
    const state = nextState(before, rules, this.sampleOf(run, now, zone))
    this.states.set(profileId, state)
    this.tell(run, conditionsOf(state, rules, { now, zone }))
  }

  private sampleOf({ profileId, workspace, collection }: RuledRun, now: number, zone: string): RunSample {
    const computer = this.computer && now - this.computer.at < staleMs ? this.computer : null
    return {
      now,
      zone,
      workspace,
      collection,
      power: computer?.power ?? null,
      otherPercent: computer?.otherPercent ?? null,
      freeMemory: computer?.memory.freeBytes ?? null,
      freeDisk: computer?.freeDisk[profileId] ?? null,
    }
  }

  private tell({ profileId }: RuledRun, conditions: ReadonlyMap<RuleId, RuleCondition | null>): void {
    const told = this.told.get(profileId) ?? new Map<RuleId, string>()
    this.told.set(profileId, told)
    // A window that was removed has no condition any more.
    const gone = [...told.keys()].filter((ruleId) => !conditions.has(ruleId))
    for (const ruleId of gone) {
      told.delete(ruleId)
      this.parts.setRule(profileId, ruleId, null)
    }
    for (const [ruleId, condition] of conditions) {
      const level = JSON.stringify(condition)
      if (told.get(ruleId) === level) continue
      told.set(ruleId, level)
      this.parts.setRule(profileId, ruleId, condition)
    }
  }

  private schedule(active: readonly RuledRun[], now: number, zone: string): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const needsLook = active.some(({ profileId }) => hasRuleOn(this.parts.store.of(profileId)))
    if (!needsLook) return
    const edges = active.flatMap(({ profileId }) => [
      ...edgesOf(this.parts.store.of(profileId), now, zone),
      this.states.get(profileId)?.rateLimit?.until ?? Number.POSITIVE_INFINITY,
    ])
    const wait = Math.min(longestWaitMs, ...edges.map((edge) => edge - now))
    this.timer = setTimeout(() => this.look(), Math.max(1, wait))
  }
}

/** The next moment at which each window that is on begins or ends, if that is soon. */
function edgesOf({ windows }: RunRules, now: number, zone: string): readonly number[] {
  return windows
    .filter(({ isOn }) => isOn)
    .flatMap((window) => {
      const [span] = spansFrom(window, now, zone, 1)
      return span ? [span.from > now ? span.from : span.to] : []
    })
}

function hasRuleOn({ windows, ...single }: RunRules): boolean {
  return windows.some(({ isOn }) => isOn) || Object.values(single).some(({ isOn }) => isOn)
}

function wishOf(active: readonly RuledRun[], rulesOf: (profileId: string) => RunRules): ComputerWish | null {
  const ruled = active.map((run) => ({ run, rules: rulesOf(run.profileId) }))
  const asksOthers = ruled.some(({ rules }) => rules.otherPrograms.isOn)
  const asksMore = ruled.some(({ rules }) => rules.battery.isOn || rules.lowMemory.isOn || rules.lowDisk.isOn)
  if (!asksOthers && !asksMore) return null
  return {
    everyMs: sampleEveryMs,
    // Another run is none of the other programs, whether it has that rule or not.
    roots: asksOthers ? active.flatMap(({ pid }) => pid ?? []) : null,
    folders: Object.fromEntries(
      ruled.filter(({ rules }) => rules.lowDisk.isOn).map(({ run }) => [run.profileId, run.workspace]),
    ),
  }
}
