import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A bus that takes longer than this counts as one that doesn't answer. */
const answerMs = 1000

/**
 * Whether the desktop shows tray icons now, so that a window can be kept there.
 *
 * Linux desktops that do have a host for such icons on the session's bus (GNOME only with an extension).
 */
export async function showsTrayIcons(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  // Without a bus the question would start one.
  if (!process.env.DBUS_SESSION_BUS_ADDRESS) return false
  const watcher = 'org.kde.StatusNotifierWatcher'
  const question = ['org.freedesktop.DBus.Properties.Get', `string:${watcher}`, 'string:IsStatusNotifierHostRegistered']
  try {
    const args = ['--session', '--print-reply', `--dest=${watcher}`, '/StatusNotifierWatcher', ...question]
    const { stdout } = await run('dbus-send', args, { timeout: answerMs })
    return /\bboolean true\b/.test(stdout)
  } catch {
    return false // Nobody answers to that name, or nobody can be asked.
  }
}
