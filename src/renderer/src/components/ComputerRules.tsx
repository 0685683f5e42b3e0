import { ChevronDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import type { RunView } from '../../../shared/ipc'
import { fieldProblem, type fieldSchemas, type RunRules, type SingleRule, usualRules } from '../../../shared/rules'
import { changeRules, useAutomation } from '../automation'
import { useRuleDraft } from '../use-rule-draft'
import { batteryNow, diskNow, memoryNow, otherProgramsNow, rateLimitNow, typedNumber } from '../wording/rules'
import { RuleField } from './RuleField'
import { RuleRow } from './RuleRow'

interface SingleRuleProps<Kind extends SingleRule> {
  readonly run: RunView
  readonly rule: RunRules[Kind]
}

function change<Kind extends SingleRule>(run: RunView, kind: Kind, to: Partial<RunRules[Kind]>): void {
  void changeRules(run.profileId, (rules) => ({ ...rules, [kind]: { ...rules[kind], ...to } }))
}

/** The numbers of a rule as typed, each checked by its own schema. */
function useNumbers<Kind extends SingleRule, Name extends string & keyof RunRules[Kind]>(
  { run, rule }: SingleRuleProps<Kind>,
  kind: Kind,
  fields: Readonly<Record<Name, keyof typeof fieldSchemas>>,
) {
  const names = Object.keys(fields) as Name[]
  const record = <Value,>(of: (name: Name) => Value) =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>
  return useRuleDraft<Name>(
    record((name) => String(rule[name] as unknown as number)),
    (texts) => {
      const problems = names.map((name) => [name, fieldProblem(fields[name], typedNumber(texts[name]))] as const)
      return Object.fromEntries(problems.filter(([, problem]) => problem !== null)) as Partial<Record<Name, string>>
    },
    (texts) => change(run, kind, record((name) => typedNumber(texts[name])) as unknown as Partial<RunRules[Kind]>),
  )
}

function Row<Kind extends SingleRule>(
  props: SingleRuleProps<Kind> & {
    readonly kind: Kind
    readonly title: string
    readonly switchName: string
    readonly draft: Parameters<typeof RuleRow>[0]['draft']
    readonly problemId: string
    readonly children: ReactNode
    readonly now: ReactNode
  },
) {
  const { run, rule, kind, title } = props
  return (
    <RuleRow
      name={title}
      title={<h3>{title}</h3>}
      switchName={`Rule ${props.switchName}`}
      isOn={rule.isOn}
      onSwitch={(isOn) => change(run, kind, { isOn } as Partial<RunRules[Kind]>)}
      menu={[
        {
          label: 'Use the usual values',
          onSelect: () => {
            props.draft?.revert()
            change(run, kind, { ...usualRules[kind], isOn: rule.isOn })
          },
        },
      ]}
      draft={props.draft}
      problemId={props.problemId}
      now={props.now}
    >
      {props.children}
    </RuleRow>
  )
}

/** Holds while a battery feeds the computer. */
export function BatteryRule(props: SingleRuleProps<'battery'>) {
  const { run, rule } = props
  const computer = useAutomation((store) => store.computer)
  const problemId = useId()
  const isBelow = rule.belowPercent !== null
  const minutes = useNumbers(props, 'battery', { resumeMinutes: 'resumeMinutes' })
  const both = useNumbers(props, 'battery', { belowPercent: 'chargePercent', resumeMinutes: 'resumeMinutes' })
  const draft = isBelow ? both : minutes
  return (
    <Row
      {...props}
      kind="battery"
      title="On battery"
      switchName="On battery"
      draft={draft}
      problemId={problemId}
      now={batteryNow(rule, computer)}
    >
      Pause while on battery{' '}
      <span className="select">
        <select
          aria-label="Charge"
          value={isBelow ? 'below' : 'any'}
          onChange={({ target }) => change(run, 'battery', { belowPercent: target.value === 'below' ? 30 : null })}
        >
          <option value="any">at any charge</option>
          <option value="below">below</option>
        </select>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
      </span>{' '}
      {isBelow && (
        <>
          <RuleField label="Percent" name="belowPercent" kind="number" draft={both} problemId={problemId} /> %{' '}
        </>
      )}
      and resume after{' '}
      <RuleField label="Minutes" name="resumeMinutes" kind="number" draft={draft} problemId={problemId} /> min on mains
    </Row>
  )
}

/** Holds while other programs need the CPU. */
export function OtherProgramsRule(props: SingleRuleProps<'otherPrograms'>) {
  const { rule } = props
  const percent = useAutomation((store) => store.computer?.otherPercent ?? null)
  const problemId = useId()
  const draft = useNumbers(props, 'otherPrograms', { percent: 'cpuPercent', minutes: 'cpuMinutes' })
  return (
    <Row
      {...props}
      kind="otherPrograms"
      title="Other programs are busy"
      switchName="Other programs"
      draft={draft}
      problemId={problemId}
      now={
        <>
          {otherProgramsNow(rule, percent)}
          {percent !== null && (
            <span className="rule-bar" aria-hidden="true">
              <span style={{ width: `${percent}%` }} />
              <i style={{ left: `${rule.percent}%` }} />
            </span>
          )}
        </>
      }
    >
      Pause when other programs use over{' '}
      <RuleField label="Percent" name="percent" kind="number" draft={draft} problemId={problemId} /> % of the CPU for{' '}
      <RuleField label="Minutes" name="minutes" kind="number" draft={draft} problemId={problemId} /> min
    </Row>
  )
}

/** Holds while little memory is free. */
export function MemoryRule(props: SingleRuleProps<'lowMemory'>) {
  const computer = useAutomation((store) => store.computer)
  const problemId = useId()
  const draft = useNumbers(props, 'lowMemory', { gigabytes: 'memoryGigabytes' })
  return (
    <Row
      {...props}
      kind="lowMemory"
      title="Memory runs low"
      switchName="Free memory"
      draft={draft}
      problemId={problemId}
      now={memoryNow(props.rule, computer)}
    >
      Pause when free memory falls below{' '}
      <RuleField label="Gigabytes" name="gigabytes" kind="number" draft={draft} problemId={problemId} /> GB
    </Row>
  )
}

/** Holds while little room is free on the disk of the run's folder. */
export function DiskRule(props: SingleRuleProps<'lowDisk'>) {
  const { run, rule } = props
  const free = useAutomation((store) => store.computer?.freeDisk[run.profileId])
  const problemId = useId()
  const draft = useNumbers(props, 'lowDisk', { gigabytes: 'diskGigabytes' })
  return (
    <Row
      {...props}
      kind="lowDisk"
      title="Disk runs low"
      switchName="Free disk"
      draft={draft}
      problemId={problemId}
      now={diskNow(rule, free, run.workspace)}
    >
      Pause when free disk space falls below{' '}
      <RuleField label="Gigabytes" name="gigabytes" kind="number" draft={draft} problemId={problemId} /> GB
    </Row>
  )
}

/** Holds while every site asks to wait. */
export function RateLimitRule(props: SingleRuleProps<'rateLimit'>) {
  return (
    <Row
      {...props}
      kind="rateLimit"
      title="Rate limits"
      switchName="Rate limits"
      draft={null}
      problemId=""
      now={rateLimitNow(props.rule, props.run)}
    >
      Pause while every site asks to wait, until the first of them may be asked again
    </Row>
  )
}
