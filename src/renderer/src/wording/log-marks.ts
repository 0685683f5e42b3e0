import type { LogMark } from '../../../shared/ipc'

const names: Readonly<Record<LogMark['mark'], string>> = {
  paused: 'Paused',
  howToResume: 'How to resume',
  resumed: 'Resumed',
  saved: 'Progress saved',
  continuing: 'Continued',
  modelSaved: 'Model saved',
  error: 'Error',
  warn: 'Warning',
}

/** What a mark is called in a list of marks. */
export function markName(mark: LogMark['mark']): string {
  return names[mark]
}
