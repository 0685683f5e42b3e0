import { BatteryMedium, Plug } from 'lucide-react'
import { NBSP } from '../../../shared/wording'
import { useAutomation } from '../automation'
import { powerText } from '../wording/rules'

/** What the rules look at: the computer's CPU, memory and power. */
export function ThisComputer() {
  const computer = useAutomation((store) => store.computer)
  if (!computer) return null
  const { cpuPercent, memory, power } = computer
  const usedBytes = memory.totalBytes - memory.freeBytes
  const Icon = power?.onBattery ? BatteryMedium : Plug
  return (
    <section aria-label="This computer" className="computer">
      <Row
        name="CPU"
        part={(cpuPercent ?? 0) / 100}
        text={cpuPercent === null ? '' : `${Math.round(cpuPercent)}${NBSP}%`}
      />
      <Row
        name="Memory"
        part={usedBytes / memory.totalBytes}
        text={`${gigabytes(usedBytes)} of ${Math.round(memory.totalBytes / 1024 ** 3)}${NBSP}GB`}
      />
      {power && (
        <p className="computer-power">
          <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
          {powerText(power)}
        </p>
      )}
    </section>
  )
}

function Row({ name, part, text }: { readonly name: string; readonly part: number; readonly text: string }) {
  return (
    <p className="computer-row">
      <span>{name}</span>
      <span className="computer-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(part * 100)}%` }} />
      </span>
      <span>{text}</span>
    </p>
  )
}

function gigabytes(value: number): string {
  return (value / 1024 ** 3).toFixed(1)
}
