import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { IpcCalls, IpcEvents } from '../shared/ipc'
import { type ArgumentReaders, argumentReaders } from './ipc-arguments'
import type { IpcHandlers } from './ipc-handlers'

/** The window that may call, and the origin of its page. */
export interface TrustedSender {
  readonly window: () => BrowserWindow | null
  readonly origin: string
}

/** Answers the window's calls: only that window's own page, only known profiles, only arguments as declared. */
export function answerCalls(handlers: IpcHandlers, profileIds: () => readonly string[], sender: TrustedSender): void {
  const readers = argumentReaders(profileIds)
  for (const channel of Object.keys(readers) as (keyof IpcCalls)[]) {
    answer(channel, handlers[channel], readers[channel], sender)
  }
}

/** Tells the window what happened, if there is one. */
export function tellWindow<Channel extends keyof IpcEvents>(
  window: BrowserWindow | null,
  channel: Channel,
  event: IpcEvents[Channel],
): void {
  if (window && !window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(channel, event)
}

function answer<Channel extends keyof IpcCalls>(
  channel: Channel,
  handler: IpcHandlers[Channel],
  readArguments: ArgumentReaders[Channel],
  sender: TrustedSender,
): void {
  ipcMain.handle(channel, (event, ...values: unknown[]) => {
    if (!isTrusted(event, sender)) throw new Error('Not allowed')
    return handler(...readArguments(values))
  })
}

function isTrusted(event: IpcMainInvokeEvent, { window, origin }: TrustedSender): boolean {
  const own = window()?.webContents
  const frame = event.senderFrame
  if (!own || own.isDestroyed() || !frame) return false
  return event.sender === own && frame === own.mainFrame && frame.origin === origin
}
