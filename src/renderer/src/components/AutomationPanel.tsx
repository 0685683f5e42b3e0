import { BatteryMedium, CalendarClock, Cpu, HardDrive, Hourglass, MemoryStick, type LucideIcon } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import { useAutomation, useRules } from '../automation'
import { useNow } from '../use-now'
import { showTab } from '../view-store'
import { ruleSummaries, type RuleSummary } from '../wording/rules'

const icons: Readonly<Record<RuleSummary['kind'], LucideIcon>> = {
  battery: BatteryMedium,
  window: CalendarClock,
  otherPrograms: Cpu,
  lowMemory: MemoryStick,
  lowDisk: HardDrive,
  rateLimit: Hourglass,
}

/** The rules that are on, in the inspector of the overview. */
export function AutomationPanel({ run }: { readonly run: RunView }) {
  const view = useRules(run.profileId)
  const computer = useAutomation((store) => store.computer)
  const now = useNow(10_000)
  const rules = view ? ruleSummaries(view, run, computer, now) : []
  return (
    <section className="automation-panel">
      <div className="pause-file-head">
        <h2 className="label">Automation</h2>
        <a
          href="#automation"
          className="link"
          aria-label="Edit automation"
          onClick={(event) => {
            event.preventDefault()
            showTab('automation')
          }}
        >
          Edit
        </a>
      </div>
      {view && rules.length === 0 && <p className="quiet-text">No rule is on.</p>}
      <ul>
        {rules.map(({ id, kind, name, now: text }) => {
          const Icon = icons[kind]
          return (
            <li key={id}>
              <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
              <span>{name}</span>
              <span>{text}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
