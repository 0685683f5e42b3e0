import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { lookerInBoth } from './support/axe'
import { Fermata, makeFolders } from './support/fermata'

/** Mounts a disk of 64 MB; false where this user may not. */
function mountSmallDisk(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]).status === 0
}

test('a full disk is shown, and neither the app nor the run ends by it', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'fermata-disk-'))
  test.skip(!mountSmallDisk(disk), 'only an administrator may mount a small disk')
  const folders = { ...makeFolders(), userData: join(disk, 'state') }
  const fermata = await Fermata.open(folders)
  try {
    await fermata.startSample()
    const notice = fermata.page.getByRole('alert').filter({ hasText: folders.userData })
    await expect(notice).toContainText('has little room left', { timeout: 15_000 })
    const filler = join(folders.userData, 'filler')
    expect(() => writeFileSync(filler, Buffer.alloc(80 * 1024 ** 2))).toThrow(/ENOSPC/)
    await expect(notice).toContainText('is full', { timeout: 15_000 })
    await lookerInBoth(fermata)('disk-full')
    const items = await fermata.items()
    await fermata.button('Pause').click()
    await expect(fermata.page.getByRole('navigation', { name: 'Runs' })).toBeVisible()
    rmSync(filler)
    rmSync(folders.pauseFile, { force: true })
    await expect(notice).toContainText('has little room left', { timeout: 15_000 })
    await fermata.shows('Running')
    await expect.poll(() => fermata.items(), { timeout: 20_000 }).toBeGreaterThan(items)
  } finally {
    await fermata.dispose()
    spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true })
  }
})
