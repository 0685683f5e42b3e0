/** The views of a run, in the order in which they stand. */
export const tabs = ['overview', 'logs', 'automation', 'history', 'setup'] as const

/** One of the views of a run. */
export type Tab = (typeof tabs)[number]

/** What the views are called. */
export const tabTitles: Readonly<Record<Tab, string>> = {
  overview: 'Overview',
  logs: 'Logs',
  automation: 'Automation',
  history: 'History',
  setup: 'Setup',
}
