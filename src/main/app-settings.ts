import { plainReason } from '../platform/plain-reason'
import type { SettingsChange, SettingsProblem, SettingsView } from '../shared/settings'
import { openAtLogin, opensAtLogin } from './login-item'
import type { SettingsStore } from './settings-store'

/** The settings as the window sees and changes them: those of the app, and what the system keeps for it. */
export class AppSettings {
  private loginProblem: SettingsProblem | null = null

  constructor(
    private readonly store: SettingsStore,
    private readonly workspace: string,
    private readonly chooseProgram: () => Promise<string | null>,
    private readonly onChange: (view: SettingsView) => void,
  ) {}

  /** All that the window shows. */
  view(): SettingsView {
    return {
      settings: this.store.current,
      openAtLogin: opensAtLogin(),
      workspace: this.workspace,
      problem: this.store.problem ?? this.loginProblem,
    }
  }

  /** Carries out what the window asks for; says whether all of it could be done. */
  change({ openAtLogin: opens, ...change }: SettingsChange): boolean {
    const isKept = Object.keys(change).length === 0 || this.store.change(change)
    if (opens !== undefined) this.changeLogin(opens)
    this.onChange(this.view())
    return isKept && this.loginProblem === null
  }

  /** Asks which program logs are to be opened with. */
  async chooseLogEditor(): Promise<boolean> {
    const logEditor = await this.chooseProgram()
    const isKept = logEditor !== null && this.store.change({ logEditor })
    this.onChange(this.view())
    return isKept
  }

  private changeLogin(opens: boolean): void {
    this.loginProblem = null
    try {
      openAtLogin(opens)
    } catch (error) {
      this.loginProblem = { kind: 'loginNotChanged', ...plainReason(error) }
    }
  }
}
