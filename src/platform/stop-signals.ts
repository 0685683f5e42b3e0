/**
 * The signals that ask a run to stop on this system.
 *
 * SIGBREAK is Ctrl+Break on Windows, SIGHUP a closed terminal. That also ends a run under `nohup`: Node takes back the
 * ignoring of signals that it starts with, so `nohup` has never held for its programs.
 */
export function stopSignals(): readonly NodeJS.Signals[] {
  const everywhere = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  return process.platform === 'win32' ? [...everywhere, 'SIGBREAK'] : everywhere
}
