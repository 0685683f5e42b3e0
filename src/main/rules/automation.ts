import { join } from 'node:path'
import { powerMonitor } from 'electron'
import type { ComputerInterest, ComputerView } from '../../shared/computer'
import type { RuleCondition, RuleId } from '../../shared/holds'
import type { RunView } from '../../shared/ipc'
import type { RulesSaved, RulesView, RunRules } from '../../shared/rules'
import { ComputerWatch, type ComputerWish } from './computer-watch'
import { RuleEngine } from './rule-engine'
import { RuleStore } from './rule-store'
import { ruledRun } from './ruled-run'

/** The runs, and who holds them as their rules find. */
export interface RunsToHold {
  list(): readonly RunView[]
  setRule(profileId: string, ruleId: RuleId, condition: RuleCondition | null): void
}

/** Who is told what the window shows. */
export interface AutomationListener {
  computerChanged(view: ComputerView): void
  rulesChanged(profileId: string, view: RulesView): void
}

/** How often the window hears of the computer; never while it can't be seen. */
const everyMsFor: Readonly<Record<Exclude<ComputerInterest, 'none'>, number>> = {
  background: 20_000,
  sidebar: 5000,
  rules: 2000,
}

/** The rules of all runs: keeps them, looks at the computer for them and for the window, and obeys them. */
export class Automation {
  private readonly engine: RuleEngine
  private readonly watch: ComputerWatch
  private interest: ComputerInterest = 'none'
  private isStarted = false

  constructor(
    stateFolder: string,
    private readonly runs: RunsToHold,
    listener: AutomationListener,
  ) {
    this.watch = new ComputerWatch((view) => {
      this.engine.computerChanged(view)
      if (this.interest !== 'none') listener.computerChanged(view)
    })
    this.engine = new RuleEngine({
      store: new RuleStore(join(stateFolder, 'rules.json')),
      runs: () => runs.list().map(ruledRun),
      setRule: (profileId, ruleId, condition) => runs.setRule(profileId, ruleId, condition),
      wish: (wish) => this.watch.wish('rules', wish),
      changed: (profileId, view) => listener.rulesChanged(profileId, view),
    })
  }

  /** Begins to obey the rules, once the runs of earlier starts are taken up. */
  start(): void {
    const hint = () => {
      this.watch.hint()
      this.engine.look()
    }
    // Hints: what is true, the timed look finds out.
    powerMonitor.on('on-ac', hint)
    powerMonitor.on('on-battery', hint)
    powerMonitor.on('resume', hint)
    this.isStarted = true
    this.engine.look()
  }

  /** Takes in what a run does now. */
  runChanged(run: RunView): void {
    // Before that, what holds a run from an earlier start isn't known of all.
    if (this.isStarted) this.engine.runChanged(ruledRun(run))
  }

  /** What the window shows of a run's rules. */
  view(profileId: string): RulesView {
    return this.engine.view(profileId)
  }

  /** Keeps the rules of a run, and obeys them at once. */
  save(profileId: string, rules: RunRules): RulesSaved {
    return this.engine.save(profileId, rules)
  }

  /** Takes away the rules of a run that was removed. */
  remove(profileId: string): void {
    this.engine.remove(profileId)
  }

  /** Takes in how closely the window looks at the computer; returns what was seen of it last. */
  watchFor(interest: ComputerInterest): ComputerView | null {
    this.interest = interest
    this.watch.wish('window', interest === 'none' ? null : this.wishOf(interest))
    return this.watch.view
  }

  /** Stops to look; what is held stays held. */
  stop(): void {
    this.engine.stop()
    this.watch.stop()
  }

  private wishOf(interest: Exclude<ComputerInterest, 'none'>): ComputerWish {
    const runs = interest === 'rules' ? this.runs.list() : null
    return {
      everyMs: everyMsFor[interest],
      roots: runs && runs.flatMap(({ pid }) => pid ?? []),
      folders: Object.fromEntries((runs ?? []).map(({ profileId, workspace }) => [profileId, workspace])),
    }
  }
}
