import { powerSaveBlocker } from 'electron'
import type { RunView } from '../shared/ipc'
import type { SettingsStore } from './settings-store'

/** Keeps the computer from falling asleep by itself while a run works, where the person wants that. */
export class KeepAwake {
  private readonly working = new Set<string>()
  private blocker: number | null = null

  constructor(private readonly settings: SettingsStore) {
    settings.follow(() => this.update())
  }

  /** Takes in what a run does now. */
  runChanged({ profileId, state }: RunView): void {
    if (isWorking(state.kind)) this.working.add(profileId)
    else this.working.delete(profileId)
    this.update()
  }

  private update(): void {
    const wanted = this.settings.current.keepAwake && this.working.size > 0
    if (wanted) this.blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker)
      this.blocker = null
    }
  }
}

/** A run that is paused loses nothing by the computer's sleep. */
function isWorking(kind: RunView['state']['kind']): boolean {
  return kind !== 'idle' && kind !== 'paused' && kind !== 'ended'
}
