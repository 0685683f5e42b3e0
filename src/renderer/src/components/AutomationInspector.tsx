import type { RunView } from '../../../shared/ipc'
import { type RulesView, weekdays } from '../../../shared/rules'
import { clock } from '../../../shared/wording'
import { useRules } from '../automation'
import { useNow } from '../use-now'
import { nextDay, shortDay, weekOf, weekText } from '../wording/rules'

/** What the rules mean for the week and for the coming day. */
export function AutomationInspector({ run }: { readonly run: RunView }) {
  const view = useRules(run.profileId)
  return (
    <aside aria-label="Run details" className="inspector automation-inspector" data-region tabIndex={-1}>
      {view && <Week view={view} />}
      {view && <NextDay run={run} view={view} />}
      <section>
        <h2 className="label">Good to know</h2>
        <p className="quiet-text">
          Each rule adds its own hold and releases only that one. No rule ever deletes a pause file that you or a script
          made.
        </p>
      </section>
    </aside>
  )
}

const minuteMs = 60_000

function Week({ view }: { readonly view: RulesView }) {
  const now = new Date(useNow(minuteMs))
  const today = ((now.getDay() + 6) % 7) + 1
  const { windows } = view.rules
  const week = weekOf(windows)
  return (
    <section>
      <h2 className="label">This week</h2>
      <div role="img" aria-label={`This week. ${weekText(windows)}.`} className="week">
        {weekdays.map((day) => (
          <div key={day} className="week-day" data-today={day === today || undefined}>
            <span>{shortDay(day)}</span>
            <div className="week-track">
              {week.get(day)?.map(({ windowId, from, to }) => (
                <div
                  key={`${windowId} ${from}`}
                  className="week-piece hatched"
                  style={{ left: `${(from / 24) * 100}%`, width: `${((to - from) / 24) * 100}%` }}
                />
              ))}
              {day === today && (
                <i style={{ left: `${((now.getHours() * 60 + now.getMinutes()) / (24 * 60)) * 100}%` }} />
              )}
            </div>
          </div>
        ))}
        <div className="week-hours">
          {[0, 6, 12, 18, 24].map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
    </section>
  )
}

function NextDay({ run, view }: { readonly run: RunView; readonly view: RulesView }) {
  const plans = nextDay(view, run, useNow(minuteMs))
  return (
    <section>
      <h2 className="label">Next 24 hours</h2>
      {plans.length === 0 && <p className="quiet-text">Nothing is planned.</p>}
      <dl className="plans">
        {plans.map(({ at, text }) => (
          <div key={`${at} ${text}`}>
            <dt>{clock(at)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
