import { Menu, type NativeImage, nativeImage, Tray } from 'electron'
import { showsTrayIcons } from '../platform/tray-host'
import type { RunView } from '../shared/ipc'
import { drawTrayIcon, type TraySign } from './tray-icon'
import { menuKey, type TrayCommands, traySign, trayTemplate } from './tray-menu'

/** Side of the icon in points. Linux panels scale it to their own height, so there it comes large. */
const iconSide = process.platform === 'linux' ? 32 : 16

/**
 * Pixels for each point. On Linux, where no panel shows icons, each change of the icon costs its pixels for good (measured with
 * Electron 33: 18 KB of memory a change with both scales, 5 KB with one).
 */
const scaleFactors = process.platform === 'linux' ? [1] : [1, 2]

/** The figures of runs that work may be so old: a menu that is open closes in some panels when it is replaced. */
const figuresMs = 30_000

/** What the tray needs of the app around it. */
export interface TrayDesk extends TrayCommands {
  hasUnseenFailure(): boolean
}

/**
 * The app's icon among the system's: how the runs stand, and what can be done without the window.
 *
 * Drawn anew when a run's state changes; figures follow at the runs' own news, so nothing is done while nothing happens.
 */
export class AppTray {
  private readonly icons = new Map<TraySign, NativeImage>()
  private tray: Tray
  private hadPlace: Promise<boolean>
  private readonly runs = new Map<string, RunView>()
  private sign: TraySign = 'idle'
  private drawnAt = 0

  constructor(
    runs: readonly RunView[],
    private readonly desk: TrayDesk,
  ) {
    this.tray = this.makeTray()
    this.hadPlace = showsTrayIcons()
    this.runsChanged(runs)
  }

  /** Whether the icon can be seen. One that was made before the desktop had a place for it is made again. */
  async isSeen(): Promise<boolean> {
    if (!(await showsTrayIcons())) return false
    if (!(await this.hadPlace)) {
      this.tray.destroy()
      this.tray = this.makeTray()
      this.hadPlace = Promise.resolve(true)
      this.drawMenu(Date.now())
    }
    return true
  }

  /** Takes in what a run does now. */
  runChanged(run: RunView): void {
    const before = this.runs.get(run.profileId)
    this.runs.set(run.profileId, run)
    this.showSign()
    const now = Date.now()
    if (!before || menuKey(before) !== menuKey(run) || now - this.drawnAt >= figuresMs) this.drawMenu(now)
  }

  /** Takes in which runs there are. */
  runsChanged(runs: readonly RunView[]): void {
    this.runs.clear()
    for (const run of runs) this.runs.set(run.profileId, run)
    this.showSign()
    this.drawMenu(Date.now())
  }

  /** Shows in the icon how the runs stand now. */
  showSign(): void {
    const sign = traySign([...this.runs.values()], Date.now(), this.desk.hasUnseenFailure())
    if (sign !== this.sign) this.tray.setImage(this.icon(sign))
    this.sign = sign
  }

  private makeTray(): Tray {
    const tray = new Tray(this.icon(this.sign))
    tray.setToolTip('Fermata')
    // Where a click doesn't open the menu by itself.
    tray.on('click', () => this.desk.open())
    return tray
  }

  private drawMenu(now: number): void {
    this.drawnAt = now
    this.tray.setContextMenu(Menu.buildFromTemplate(trayTemplate([...this.runs.values()], now, this.desk)))
  }

  private icon(sign: TraySign): NativeImage {
    const known = this.icons.get(sign)
    if (known) return known
    const isTemplate = process.platform === 'darwin'
    const icon = nativeImage.createEmpty()
    for (const scaleFactor of scaleFactors) {
      const pixels = iconSide * scaleFactor
      const buffer = drawTrayIcon(sign, pixels, isTemplate)
      icon.addRepresentation({ scaleFactor, width: pixels, height: pixels, buffer })
    }
    icon.setTemplateImage(isTemplate)
    this.icons.set(sign, icon)
    return icon
  }
}
