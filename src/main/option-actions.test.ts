import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CommandQuestion } from './command-question'
import { optionsView, saveOptions } from './option-actions'
import { ProfileStore } from './profile-store'
import { builtInProfiles } from './run-profiles'
import { RunSupervisor } from './run-supervisor'
import { testFolder } from './support/folders'

function open() {
  const stateFolder = testFolder()
  const workspace = join(stateFolder, 'workspace')
  const shown: string[] = []
  const supervisor = new RunSupervisor(
    builtInProfiles({ programFolder: '/nothing/is/started', workspace, stateFolder }),
    stateFolder,
    {
      runChanged: ({ profileId }) => shown.push(profileId),
      historyChanged: () => undefined,
      logAppended: () => undefined,
      runsChanged: () => undefined,
    },
  )
  const asked: CommandQuestion[] = []
  const person = { allows: true }
  const desktop = {
    allowCommand: async (question: CommandQuestion) => {
      asked.push(question)
      return person.allows
    },
    choosePath: async () => null,
  }
  const secrets = { isAvailable: false, seal: (text: string) => text, open: (text: string) => text }
  const store = new ProfileStore(join(stateFolder, 'profiles.json'), secrets)
  onTestFinished(() => supervisor.close())
  return { parts: { store, supervisor, desktop, keepsSecrets: false, removed: () => undefined }, asked, person, shown }
}

test('options of a training are kept without a question, and are part of the next start', async () => {
  const { parts, asked } = open()
  expect(await saveOptions(parts, 'training', { epochs: '3', seed: '2' })).toEqual({ kind: 'saved' })
  expect(asked).toEqual([])
  expect(optionsView(parts, 'training')).toMatchObject({
    values: { epochs: '3', seed: '2' },
    problem: null,
    commandLine: expect.arrayContaining(['--mode', 'sample', '--epochs', '3', '--seed', '2']),
  })
})

test('another address is fetched from only once its person has allowed it, and is asked about once', async () => {
  const { parts, asked, person } = open()
  const values = { source: 'https://listings.example/\u202Eipa', workers: '2' }
  person.allows = false
  expect(await saveOptions(parts, 'collector', values)).toEqual({ kind: 'declined' })
  expect(optionsView(parts, 'collector')?.values).toEqual({})
  person.allows = true
  expect(await saveOptions(parts, 'collector', values)).toEqual({ kind: 'saved' })
  expect(await saveOptions(parts, 'collector', { ...values, workers: '3' })).toEqual({ kind: 'saved' })
  expect(asked).toHaveLength(2)
  expect(asked[0]?.message).toBe('Allow Collector to fetch from this address?')
  // A sign that turns text around can't hide what it is.
  expect(asked[0]?.detail).not.toContain('\u202E')
})

test('a wrong value is refused in a sentence', async () => {
  const { parts, asked } = open()
  const saved = await saveOptions(parts, 'collector', { source: 'ftp://listings.example' })
  expect(saved).toEqual({ kind: 'notKept', reason: 'Source: Write an address that begins with http:// or https://.' })
  expect(asked).toEqual([])
})
