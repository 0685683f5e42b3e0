import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { identityOf } from '../platform/process-identity'
import { claimForThisRun } from './run-claim'
import { temporaryFolder } from './support/temporary-folder'

function claimsOf(folder: string): string[] {
  return readdirSync(folder)
}

/** Makes the one claim in the folder that of another process. */
function handOver(folder: string, pid: number): void {
  const [name = ''] = claimsOf(folder)
  const claim = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  writeFileSync(join(folder, name), JSON.stringify({ ...claim, owner: identityOf(pid) ?? { ...claim.owner, pid } }))
}

function otherProcess(): { pid: number; end: () => Promise<void> } {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const end = async (): Promise<void> => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { pid: child.pid ?? -1, end }
}

describe('run claim', () => {
  test('a place in use by a living process is refused, with its pid and the path', () => {
    const folder = join(temporaryFolder(), 'claims')
    const other = otherProcess()
    claimForThisRun([{ what: 'pause file', path: '/runs/a/pause.txt' }], folder)
    handOver(folder, other.pid)
    expect(() => claimForThisRun([{ what: 'pause file', path: '/runs/a/../a/pause.txt' }], folder)).toThrow(
      `The pause file /runs/a/../a/pause.txt is in use by another run (process ${other.pid}): stop that one, or give this one its own with --pause-file`,
    )
    expect(claimsOf(folder)).toHaveLength(1)
  })

  test('what a killed run left behind is taken over', async () => {
    const folder = join(temporaryFolder(), 'claims')
    const other = otherProcess()
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    handOver(folder, other.pid)
    await other.end()
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    expect(claimsOf(folder)).toHaveLength(1)
    expect(claimsOf(folder)[0]).toContain(`.${process.pid}.`)
  })

  test('what a killed run left behind for another place is cleared away too', async () => {
    const folder = join(temporaryFolder(), 'claims')
    const other = otherProcess()
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    handOver(folder, other.pid)
    await other.end()
    claimForThisRun([{ what: 'workspace', path: '/runs/b' }], folder)
    expect(claimsOf(folder)).toHaveLength(1)
  })

  test('the same pid in a new process does not hold what the old one claimed', () => {
    const folder = join(temporaryFolder(), 'claims')
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    const [name = ''] = claimsOf(folder)
    const claim = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    writeFileSync(join(folder, name), JSON.stringify({ ...claim, owner: { ...claim.owner, startedAt: '1' } }))
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    expect(claimsOf(folder)).toHaveLength(1)
  })

  test('where no start times are known, neither does it hold what another process with its pid has left', () => {
    const folder = join(temporaryFolder(), 'claims')
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    const [name = ''] = claimsOf(folder)
    const claim = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    const owner = { pid: process.pid, startedAt: null, bootId: null }
    const abandoned = name.replace(/\.\w+\.claim$/, '.0123456789ab.claim')
    writeFileSync(join(folder, abandoned), JSON.stringify({ ...claim, owner }))
    rmSync(join(folder, name))
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    expect(claimsOf(folder)).toHaveLength(1)
    expect(claimsOf(folder)).not.toContain(abandoned)
  })

  test('a path through a link is the same place, the same name in another folder is not', () => {
    const base = temporaryFolder()
    const folder = join(base, 'claims')
    mkdirSync(join(base, 'real'))
    mkdirSync(join(base, 'other'))
    symlinkSync(join(base, 'real'), join(base, 'link'), 'dir')
    claimForThisRun([{ what: 'pause file', path: join(base, 'real', 'pause.txt') }], folder)
    handOver(folder, otherProcess().pid)
    expect(() => claimForThisRun([{ what: 'pause file', path: join(base, 'link', 'pause.txt') }], folder)).toThrow(
      'in use',
    )
    claimForThisRun([{ what: 'pause file', path: join(base, 'other', 'pause.txt') }], folder)
  })

  test('when the second of two places is taken, the first is given back', () => {
    const folder = join(temporaryFolder(), 'claims')
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)
    handOver(folder, otherProcess().pid)
    const both = [
      { what: 'pause file', path: '/runs/b.txt' },
      { what: 'workspace', path: '/runs/a' },
    ] as const
    expect(() => claimForThisRun(both, folder)).toThrow('The workspace /runs/a is in use')
    expect(claimsOf(folder)).toHaveLength(1)
  })

  test('gives back what it took', () => {
    const folder = join(temporaryFolder(), 'claims')
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], folder)()
    expect(claimsOf(folder)).toEqual([])
  })

  test.runIf(process.platform !== 'win32')('the folder is for this user alone, and no link is followed', () => {
    const base = temporaryFolder()
    mkdirSync(join(base, 'open'))
    chmodSync(join(base, 'open'), 0o777)
    claimForThisRun([{ what: 'workspace', path: '/runs/a' }], join(base, 'open'))
    expect(statSync(join(base, 'open')).mode & 0o777).toBe(0o700)
    symlinkSync(join(base, 'open'), join(base, 'link'))
    expect(() => claimForThisRun([{ what: 'workspace', path: '/runs/a' }], join(base, 'link'))).toThrow(
      'is not a folder',
    )
  })
})
