import { afterEach, expect, test, vi } from 'vitest'
import { showsTrayIcons } from './tray-host'

afterEach(() => void vi.unstubAllEnvs())

// Only Linux desktops may have no place for an icon.
test.each(['', 'unix:path=/nowhere/bus'])('no icon is shown where no bus answers: "%s"', async (address) => {
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address)
  expect(await showsTrayIcons()).toBe(process.platform !== 'linux')
})
