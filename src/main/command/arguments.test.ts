import { expect, test } from 'vitest'
import { readAsked } from './arguments'

const environment = { XDG_CONFIG_HOME: '/config', APPDATA: '/config', HOME: '/home/mira' }

test('a program gets its options untouched', () => {
  expect(readAsked(['train', '--epochs', '2', '--json'], 'Fermata')).toEqual({
    kind: 'program',
    program: 'trainer',
    args: ['--epochs', '2', '--json'],
  })
})

test('a run is paused by its name, in the state folder that is named', () => {
  const asked = readAsked(['pause', 'Price model', '--user-data-dir', '/state'], 'Fermata')
  expect(asked).toMatchObject({ kind: 'pause', run: 'Price model', stateFolder: expect.stringContaining('state') })
})

test('without a named folder the state is where the app of that name keeps it', () => {
  const asked = readAsked(['status', '--json'], 'Fermata test build', environment)
  expect(asked).toMatchObject({
    kind: 'status',
    json: true,
    stateFolder: expect.stringContaining('Fermata test build'),
  })
})

test.each([
  [['paws', 'training'], 'there is no command paws'],
  [['pause'], 'say which run'],
  [['resume', 'a', 'b'], 'say which run'],
  [['status', 'training'], 'takes no run'],
  [['status', '--jsn'], '--jsn'],
])('%j is refused with what to do', (args, reason) => {
  expect(readAsked(args, 'Fermata')).toMatchObject({ kind: 'wrong', reason: expect.stringContaining(reason) })
})
