import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { FermataApi, IpcCalls, IpcEvents } from '../shared/ipc'
import type { LogPortMessage } from '../shared/log-service'

/** The part of the page's window that the preload uses; its types come without the DOM's. */
declare const window: {
  readonly location: { readonly origin: string }
  postMessage(message: unknown, targetOrigin: string, ports: readonly unknown[]): void
}

function call<Channel extends keyof IpcCalls>(
  channel: Channel,
  ...values: Parameters<IpcCalls[Channel]>
): Promise<ReturnType<IpcCalls[Channel]>> {
  return ipcRenderer.invoke(channel, ...values) as Promise<ReturnType<IpcCalls[Channel]>>
}

function listen<Channel extends keyof IpcEvents>(
  channel: Channel,
  listener: (event: IpcEvents[Channel]) => void,
): () => void {
  // The page gets what happened, never the event: that one holds the sender.
  const forward = (_event: unknown, happened: IpcEvents[Channel]) => listener(happened)
  ipcRenderer.on(channel, forward)
  return () => void ipcRenderer.off(channel, forward)
}

const fermata: FermataApi = {
  platform: process.platform,
  listRuns: () => call('runs:list'),
  readLowDisk: () => call('disk:low'),
  tellShownRun: (profileId) => call('view:shown', profileId),
  requestLeaving: () => call('leaving:request'),
  readLeaving: () => call('leaving:read'),
  answerLeaving: (choice, always) => call('leaving:answer', choice, always),
  cancelLeaving: () => call('leaving:cancel'),
  leaveNow: () => call('leaving:now'),
  readSettings: () => call('settings:read'),
  chooseLogEditor: () => call('settings:chooseLogEditor'),
  changeSettings: (change) => call('settings:change', change),
  readRules: (profileId) => call('rules:read', profileId),
  saveRules: (profileId, rules) => call('rules:save', profileId, rules),
  watchComputer: (interest) => call('computer:watch', interest),
  startRun: (profileId, mode) => call('run:start', profileId, mode),
  requestPause: (profileId, until) => call('run:pause', profileId, until),
  requestResume: (profileId) => call('run:resume', profileId),
  releaseHold: (profileId, owner) => call('run:release', profileId, owner),
  pauseAll: () => call('runs:pauseAll'),
  resumeAll: () => call('runs:resumeAll'),
  stopRun: (profileId) => call('run:stop', profileId),
  forceStopRun: (profileId) => call('run:kill', profileId),
  dismissProblem: (profileId) => call('run:dismissProblem', profileId),
  dismissFound: (profileId) => call('run:dismissFound', profileId),
  readProcessUse: (profileId) => call('run:processUse', profileId),
  readHistory: (profileId) => call('run:history', profileId),
  readVerification: (profileId) => call('verification:read', profileId),
  startVerification: (profileId, repeats) => call('verification:start', profileId, repeats),
  cancelVerification: (profileId) => call('verification:cancel', profileId),
  chooseData: (profileId, kind) => call('run:chooseData', profileId, kind),
  readSetup: (profileId) => call('profile:setup', profileId),
  readProfilesProblem: () => call('profile:problem'),
  checkSetup: (profileId, setup) => call('profile:check', profileId, setup),
  saveSetup: (profileId, setup) => call('profile:save', profileId, setup),
  removeProfile: (profileId) => call('profile:remove', profileId),
  moveProfile: (profileId, step) => call('profile:move', profileId, step),
  choosePath: (kind, from) => call('profile:choosePath', kind, from),
  chooseScript: (kind) => call('profile:chooseScript', kind),
  setupOfDroppedFile: async (file) => {
    const path = webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0])
    return path === '' ? null : call('profile:ofScript', path)
  },
  readOptions: (profileId) => call('profile:options', profileId),
  saveOptions: (profileId, values) => call('profile:saveOptions', profileId, values),
  findProgram: (profileId) => call('profile:findProgram', profileId),
  readRecentLines: (profileId) => call('profile:recentLines', profileId),
  tryPattern: (profileId, progress) => call('profile:tryPattern', profileId, progress),
  readPauseTests: (profileId) => call('pauseTest:read', profileId),
  startPauseTest: (profileId) => call('pauseTest:start', profileId),
  cancelPauseTest: (profileId) => call('pauseTest:cancel', profileId),
  showPauseFile: (profileId) => call('pauseFile:show', profileId),
  copyPauseFileText: (profileId, text, shell) => call('pauseFile:copy', profileId, text, shell),
  openLog: (profileId, runId) => call('log:open', profileId, runId),
  listLogs: (profileId) => call('log:list', profileId),
  copyLogText: (text) => call('log:copyText', text),
  copyLogPath: (profileId, runId) => call('log:copyPath', profileId, runId),
  showLogInFolder: (profileId, runId) => call('log:showInFolder', profileId, runId),
  openLogInEditor: (profileId, runId) => call('log:openInEditor', profileId, runId),
  saveLog: (profileId, runId) => call('log:save', profileId, runId),
  saveChartImage: (profileId, series, png) => call('chart:saveImage', profileId, series, png),
  saveChartValues: (profileId, series) => call('chart:saveValues', profileId, series),
  offerInMenu: (shortcuts) => call('menu:offer', shortcuts),
  readAbout: () => call('app:about'),
  onMenuChosen: (listener) => listen('menu:chosen', listener),
  onRunsChanged: (listener) => listen('runs:changed', listener),
  listHistory: (query, from) => call('history:list', query, from),
  listHistoryProfiles: () => call('history:profiles'),
  readHistoryRun: (runId) => call('history:run', runId),
  readRunCurve: (runId) => call('history:curve', runId),
  removeHistoryRun: (runId) => call('history:remove', runId),
  exportHistory: (query, table) => call('history:export', query, table),
  onPastRunsChanged: (listener) => listen('history:changed', listener),
  onRunChanged: (listener) => listen('run:changed', listener),
  onHistoryChanged: (listener) => listen('run:historyChanged', listener),
  onLogAppended: (listener) => listen('log:appended', listener),
  onVerificationChanged: (listener) => listen('verification:changed', listener),
  onDiskChanged: (listener) => listen('disk:changed', listener),
  onViewWanted: (listener) => listen('view:wanted', listener),
  onLeavingChanged: (listener) => listen('leaving:changed', listener),
  onSettingsChanged: (listener) => listen('settings:changed', listener),
  onRulesChanged: (listener) => listen('rules:changed', listener),
  onComputerChanged: (listener) => listen('computer:changed', listener),
  onPauseTestsChanged: (listener) => listen('pauseTest:changed', listener),
  onLogServiceRestarted: (listener) => listen('log:serviceRestarted', listener),
}

// A port can't cross the bridge: it goes to the page as a message that no other page can get.
ipcRenderer.on('log:port', ({ ports }, message: LogPortMessage) => {
  window.postMessage(message, window.location.origin, ports)
})

// What crosses the bridge is a frozen copy.
contextBridge.exposeInMainWorld('fermata', fermata)
