import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, nativeTheme, session } from 'electron'
import { aboutApp } from './about'
import { AppSettings } from './app-settings'
import { registerAppProtocol, serveAppProtocol } from './app-protocol'
import { onceAtRest } from './at-rest'
import { makeDesktop } from './desktop'
import { History } from './history/history'
import { DiskWatch } from './disk-watch'
import { answerCalls, tellWindow } from './ipc-main'
import { ipcHandlers } from './ipc-handlers'
import { KeepAwake } from './keep-awake'
import { LiveLogCap } from './live-log-cap'
import { LogService } from './log-service'
import { offerInMenu, openMenuByKey, setMenu } from './menu'
import { Notifier } from './notifier'
import { PastLogs } from './past-logs'
import { Leaving } from './leaving'
import { PauseTestStore } from './pause-test-store'
import { PauseTestDesk } from './pause-tests'
import { askPlainly, watchClosing, watchSystem } from './quit'
import { prepareWorkspace } from './run-environment'
import { profileOf } from './own-profiles'
import { makeProfileDesktop, systemSecretBox } from './profile-desktop'
import { ProfileStore } from './profile-store'
import { builtInProfiles, builtInWorkspace } from './run-profiles'
import { Automation } from './rules/automation'
import { RunSupervisor } from './run-supervisor'
import { RunVerifier } from './run-verifier'
import { appOrigin } from './served-file'
import { everySeconds } from '../platform/pulse'
import { machineSleepWatch } from '../platform/sleep-ticks'
import type { IpcEvents } from '../shared/ipc'
import { showTimesIn } from '../shared/wording'
import type { LeavingView } from '../shared/leaving'
import { SettingsStore } from './settings-store'
import { followTextSize } from './text-size'
import { TaskbarProgress } from './taskbar-progress'
import { AppTray } from './tray'
import { trayCommands } from './tray-commands'
import { focusWindow, openWindow } from './window'
import { denyPermissions } from './window-guards'
import { WindowPlaceFile } from './window-place'

const outFolder = join(__dirname, '..')
let window: BrowserWindow | null = null
let tray: AppTray | null = null
/** How often is looked whether the machine has slept. */
const sleepLookSeconds = 2
/** The run in view, as the page said last. */
let shownRun: string | null = null

// No fuse covers this switch, and whoever reaches that port commands the window.
if (app.isPackaged) app.commandLine.removeSwitch('remote-debugging-port')
// Together with --no-sandbox (as root) it would make every child die.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppProtocol()

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow)
  // Told by macOS when its icon in the dock is pressed.
  app.on('activate', showWindow)
  void app.whenReady().then(start)
} else {
  app.quit()
}

function start(): void {
  const workspace = builtInWorkspace(process.env)
  // Made already now, so that it can be opened from the window; a start says in words why it couldn't be.
  prepareWorkspace(workspace)
  const stateFolder = app.getPath('userData')
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 })
  const secrets = systemSecretBox()
  const saved = new ProfileStore(join(stateFolder, 'profiles.json'), secrets)
  const builtIn = builtInProfiles({ programFolder: join(outFolder, 'main'), workspace, stateFolder })
  const profiles = [...builtIn, ...saved.all.map(profileOf)]
  const profileIds = () => supervisor.runs.all.map(({ profile }) => profile.id)
  const pastLogs = new PastLogs(join(stateFolder, 'runs'))
  const liveLogCap = new LiveLogCap(() => supervisor.activeFolders)
  // The log of a run that has just ended may still be being made smaller.
  const tidyLogs = async () => {
    await liveLogCap.idle()
    await pastLogs.tidy(profileIds())
  }
  const store = new SettingsStore(stateFolder)
  store.follow(({ theme, clockHours, logDays, oldLogsGigabytes, liveLogGigabytes }) => {
    showTimesIn(clockHours)
    nativeTheme.themeSource = theme
    pastLogs.limitTo(oldLogsGigabytes * 1024 ** 3, logDays)
    liveLogCap.limitTo(liveLogGigabytes * 1024 ** 3)
  })
  const desktop = makeDesktop(
    () => window,
    () => store.current.logEditor,
  )
  const settings = new AppSettings(store, workspace, desktop.askForProgram, (view) =>
    tellWindow(window, 'settings:changed', view),
  )
  const keepAwake = new KeepAwake(store)
  const notifier = new Notifier(store, {
    isWatched: (profileId) => shownRun === profileId && (window?.isFocused() ?? false),
    releaserOf: (runId) => history.recorder.find(runId)?.ledger.entries.at(-1)?.releasedBy ?? null,
    unanswered: () => tray?.showSign(),
    open: showRun,
  })
  const taskbar = new TaskbarProgress(() => window)
  const knownProfile = (profileId: string) =>
    supervisor.runs.all.find(({ profile }) => profile.id === profileId)?.profile ?? null
  const history = new History(stateFolder, {
    profileOf: knownProfile,
    changed: (runId) => tellWindow(window, 'history:changed', runId),
  })
  const supervisor = new RunSupervisor(profiles, stateFolder, {
    runChanged: (run) => {
      tellWindow(window, 'run:changed', run)
      keepAwake.runChanged(run)
      automation.runChanged(run)
      notifier.runChanged(run)
      taskbar.runChanged(run)
      tray?.runChanged(run)
      leaving.runChanged()
      // The run before it has just become old.
      if (run.state.kind === 'starting') void tidyLogs()
    },
    historyChanged: (change) => tellWindow(window, 'run:historyChanged', change),
    logAppended: (change) => tellWindow(window, 'log:appended', change),
    runsChanged: (runs) => {
      tellWindow(window, 'runs:changed', runs)
      tray?.runsChanged(runs)
    },
    facts: history.recorder,
  })
  const verifier = new RunVerifier({
    runsFolder: join(stateFolder, 'runs'),
    programFolder: join(outFolder, 'main'),
    profileOf: (profileId) => supervisor.profileOf(profileId),
    changed: (view) => tellWindow(window, 'verification:changed', view),
  })
  app.once('will-quit', () => verifier.close())
  app.once('will-quit', () => void supervisor.close())
  const automation = new Automation(stateFolder, supervisor, {
    computerChanged: (view) => tellWindow(window, 'computer:changed', view),
    rulesChanged: (profileId, view) => tellWindow(window, 'rules:changed', { profileId, view }),
  })
  app.once('will-quit', () => automation.stop())
  const leaving = new Leaving({
    runs: supervisor,
    settings: store,
    show: (view) => showLeaving(view),
    askPlainly: (names, isWaiting) => askPlainly(window, names, isWaiting),
    quit: () => app.quit(),
  })
  watchSystem(leaving)
  const ownRuns = {
    store: saved,
    supervisor,
    desktop: makeProfileDesktop(() => window),
    keepsSecrets: secrets.isAvailable,
    removed: (profileId: string) => automation.remove(profileId),
  }
  const logs = new LogService(
    join(outFolder, 'main', 'log-service.cjs'),
    () => window,
    (profileId, isBack) => tellWindow(window, 'log:serviceRestarted', { profileId, isBack }),
  )
  app.once('will-quit', () => logs.close())
  const pauseTests = new PauseTestDesk({
    program: join(outFolder, 'main', 'check-run.cjs'),
    runs: supervisor.runs,
    store: new PauseTestStore(join(stateFolder, 'pause-tests.json')),
    changed: (tests) => tellWindow(window, 'pauseTest:changed', tests),
  })
  app.once('will-quit', () => pauseTests.close())
  liveLogCap.start()
  const disk = new DiskWatch(
    stateFolder,
    () => supervisor.activeNames.length > 0,
    (low) => tellWindow(window, 'disk:changed', low),
  )
  disk.start()
  void disk.look()
  const page = pageAddress()
  const opened = supervisor.open()
  void opened.then(() => automation.start())
  const sleep = machineSleepWatch((ms) => supervisor.machineSlept(ms))
  everySeconds(sleepLookSeconds, () => sleep.look())
  onceAtRest(opened, () => {
    logs.prepare()
    void history.open()
    void tidyLogs()
    // So late, a desktop that has just come up has a place for it, too.
    tray = new AppTray(supervisor.list(), {
      ...trayCommands(handlers, showRun),
      open: showWindow,
      hasUnseenFailure: () => taskbar.hasUnseenFailure,
    })
  })
  const pastRuns = { history, runsFolder: join(stateFolder, 'runs'), profileOf: knownProfile }
  const handlers = ipcHandlers(supervisor, opened, {
    desktop,
    logs,
    pastLogs,
    disk,
    settings,
    automation,
    profiles: ownRuns,
    pastRuns,
    verifier,
    leaving,
    pauseTests,
    about: () => aboutApp(app.getAppPath(), process),
    offerInMenu,
    runShown: (profileId) => {
      shownRun = profileId
    },
  })
  answerCalls(handlers, profileIds, {
    window: () => window,
    origin: new URL(page).origin === 'null' ? appOrigin : new URL(page).origin,
  })
  serveAppProtocol(join(outFolder, 'renderer'))
  denyPermissions(session.defaultSession)
  const shown = openWindow(outFolder, page, new WindowPlaceFile(stateFolder))
  window = shown
  followTextSize(shown, store)
  setMenu({
    choose: (choice) => tellWindow(window, 'menu:chosen', choice),
    quit: () => void leaving.request(),
  })
  openMenuByKey(shown)
  watchClosing(shown, { leaving, settings: store, isInTray: async () => (await tray?.isSeen()) ?? false })
  shown.on('focus', () => {
    taskbar.windowFocused()
    tray?.showSign()
  })
  shown.once('closed', () => {
    window = null
  })
  app.on('window-all-closed', () => app.quit())
}

/** Brings the window to the front, also one that is hidden. */
function showWindow(): void {
  if (window) focusWindow(window)
}

/** Brings the window to the front, with this run. */
function showRun(profileId: string, tab: IpcEvents['view:wanted']['tab'] = 'overview'): void {
  showWindow()
  tellWindow(window, 'view:wanted', { profileId, tab })
}

/** Brings the question to the front, where there is a page that can ask it. */
function showLeaving(view: LeavingView): boolean {
  if (!window || window.webContents.isCrashed() || window.webContents.isLoading()) return false
  if (view) focusWindow(window)
  tellWindow(window, 'leaving:changed', view)
  return true
}

/** The page of the window. The development server is asked for only where no one else could have set it. */
function pageAddress(): string {
  const developmentServer = process.env.ELECTRON_RENDERER_URL
  if (!app.isPackaged && developmentServer) return developmentServer
  return `${appOrigin}/index.html`
}
