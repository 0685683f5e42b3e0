/** What feeds the computer. `percent` is the charge; null when it isn't known or there is no battery. */
export interface Power {
  readonly onBattery: boolean
  readonly percent: number | null
}

/** How the computer is now, as the rules see it. Null: not known, or not asked for. */
export interface ComputerView {
  /** When it was looked at, milliseconds since the epoch. */
  readonly at: number
  readonly cpuPercent: number | null
  /** Of all cores together, what neither the app nor one of its runs uses. */
  readonly otherPercent: number | null
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number }
  readonly power: Power | null
  /** Free room on the disk of each run's working folder, by profile. */
  readonly freeDisk: Readonly<Record<string, number>>
}

/** How closely the window looks at the computer: not at all, in passing, at the sidebar, or at a run's rules. */
export type ComputerInterest = (typeof computerInterests)[number]
/** How closely the window wants to know how the computer does, least first. */
export const computerInterests = ['none', 'background', 'sidebar', 'rules'] as const
