import type { IpcCalls } from '../ipc'
import type { LogQuestion } from '../log-service'
import type { OwnRunSetup } from '../own-run'
import { usualRules } from '../rules'
import { usualSettings } from '../settings'

const runId = 'training-20261124-120000-000'
const setup: OwnRunSetup = {
  name: 'Price model',
  program: 'python3',
  args: ['train.py', '--fast'],
  needsShell: false,
  folder: '/home',
  environment: [{ name: 'TOKEN', value: 'hunter2', isSecret: true }],
  pauseFile: 'pause.txt',
  confirmation: { kind: 'lines', paused: 'PAUSED', resumed: 'RESUMED' },
  progress: { kind: 'own', expression: String.raw`(?<item>\d+)` },
  stop: { kind: 'ctrlC', graceSeconds: 60 },
}
const night = { id: 'night', name: 'Night', isOn: true, days: [1, 2], from: '22:00', to: '06:00' } as const

/** Arguments that each call takes, with every field that it can have; a call that is missing here is a type error. */
export const rightCalls: { readonly [Channel in keyof IpcCalls]: Parameters<IpcCalls[Channel]> } = {
  'runs:list': [],
  'menu:offer': [['pause', 'tab']],
  'app:about': [],
  'history:list': [{ text: 'disk', profileId: 'training', result: 'any', span: 'week' }, 50],
  'history:profiles': [],
  'history:run': [runId],
  'history:curve': [runId],
  'history:remove': [runId],
  'history:export': [{ text: '', profileId: 'training', result: 'failed', span: 'all' }, 'pauses'],
  'disk:low': [],
  'leaving:request': [],
  'leaving:read': [],
  'leaving:answer': ['pause', true],
  'leaving:cancel': [],
  'leaving:now': [],
  'settings:read': [],
  'settings:chooseLogEditor': [],
  'settings:change': [{ ...usualSettings('linux'), logEditor: null, openAtLogin: true }],
  'rules:read': ['training'],
  'rules:save': [
    'training',
    {
      ...usualRules,
      windows: [{ ...night, days: [...night.days] }],
      battery: { ...usualRules.battery, belowPercent: 20 },
    },
  ],
  'computer:watch': ['sidebar'],
  'run:start': ['training', 'startOver'],
  'run:pause': ['training', Date.now() + 3_600_000],
  'run:resume': ['training'],
  'run:release': ['training', 'rule:window:3'],
  'runs:pauseAll': [],
  'runs:resumeAll': [],
  'run:stop': ['training'],
  'run:kill': ['training'],
  'run:dismissProblem': ['training'],
  'run:dismissFound': ['training'],
  'run:processUse': ['training'],
  'run:history': ['training'],
  'run:chooseData': ['training', 'file'],
  'profile:setup': ['training'],
  'profile:problem': [],
  'profile:check': ['training', setup],
  'profile:save': ['training', setup],
  'profile:remove': ['training'],
  'profile:move': ['training', 'up'],
  'profile:choosePath': ['folder', '/home'],
  'profile:chooseScript': ['python'],
  'profile:ofScript': ['/home/train.py'],
  'profile:options': ['training'],
  'profile:saveOptions': ['training', { mode: 'full', epochs: '3' }],
  'profile:findProgram': ['training'],
  'profile:recentLines': ['training'],
  'profile:tryPattern': ['training', setup.progress],
  'pauseTest:read': ['training'],
  'pauseTest:start': ['training'],
  'pauseTest:cancel': ['training'],
  'verification:read': ['training'],
  'verification:start': ['training', 3],
  'verification:cancel': ['training'],
  'view:shown': ['training'],
  'pauseFile:show': ['training'],
  'pauseFile:copy': ['training', 'pause', 'PowerShell'],
  'chart:saveImage': ['training', 'loss', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1)],
  'chart:saveValues': ['training', 'figure:mae'],
  'log:open': ['training', runId],
  'log:list': ['training'],
  'log:copyText': ['a line\nanother'],
  'log:copyPath': ['training', runId],
  'log:showInFolder': ['training', runId],
  'log:openInEditor': ['training', runId],
  'log:save': ['training', runId],
}

const query = { text: 'item', isRegex: true, matchCase: false }

/** Questions that a log's port takes, one of each kind, with every field that it can have. */
export const rightQuestions: readonly LogQuestion[] = [
  { id: 1, kind: 'lines', first: 1, count: 10 },
  { id: 1, kind: 'tail', count: 10 },
  { id: 1, kind: 'wholeLine', number: 1, from: 0 },
  { id: 1, kind: 'text', first: 1, last: 2 },
  { id: 1, kind: 'find', query },
  { id: 1, kind: 'filter', filter: { query, levels: ['error', 'none'] } },
  { id: 1, kind: 'nextMatch', from: 0, direction: 'next' },
  { id: 1, kind: 'rowOf', number: 1 },
]

const isShort = (most: number) => (text: string) => text.length <= most && !text.includes('\0')
const isRunId = (text: string) => /^[a-z0-9-]{1,100}-\d{8}-\d{6}-\d{3}$/.test(text)

/** Where more texts are right than the one in the table, and which. */
const openTexts: readonly (readonly [place: RegExp, isRight: (text: string) => boolean])[] = [
  [/^log:copyText\.0$/, (text) => text.length <= 16 * 1024 * 1024],
  [/^log:\w+\.1$|^history:(?:run|curve|remove)\.0$/, isRunId],
  [/^history:\w+\.0\.text$/, (text) => text.length <= 200],
  [/^history:\w+\.0\.profileId$/, (text) => /^[a-z0-9-]{1,100}$/.test(text)],
  [/^profile:choosePath\.1$/, isShort(4096)],
  [/^profile:ofScript\.0$/, (text) => isShort(4096)(text) && /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(text)],
  [/^profile:\w+\.1\.(?:program|folder|pauseFile)$/, isShort(4096)],
  [/^profile:saveOptions\.1\.\w+$/, (text) => text.length <= 2000],
  [/^profile:\w+\.1\.name$/, isShort(80)],
  [/^profile:\w+\.1\.(?:args\.\d|environment\.\d\.value)$/, isShort(32_768)],
  [/^profile:\w+\.1\.environment\.\d\.name$/, isShort(200)],
  [/^profile:\w+\.1\.confirmation\.(?:paused|resumed)$/, isShort(300)],
  [/^profile:\w+\.1\.(?:progress\.)?expression$/, isShort(1000)],
  [/^port\.0\.(?:filter\.)?query\.text$/, (text) => text !== '' && text.length <= 1000],
  [/^rules:save\.1\.windows\.\d\.name$/, (text) => /^\P{Cc}{1,40}$/u.test(text.trim())],
  [/^rules:save\.1\.windows\.\d\.id$/, (text) => /^[a-z0-9-]{1,40}$/.test(text)],
]

/** Where null is right as well as what stands in the table. */
const openToNull =
  /^run:pause\.1$|^view:shown\.0$|^log:(?:open|copyPath|showInFolder|openInEditor|save)\.1$|^profile:(?:check|save)\.0$|environment\.\d\.value$|profileId$|belowPercent$|^port\..*(?:query|filter|levels)$/

/** Whether a text is right at a place, named as `channel.argument.field`. */
export function isRightText(place: string, text: string): boolean {
  return openTexts.some(([places, isRight]) => places.test(place) && isRight(text))
}

/** Whether a number is right at a place; only those are asked about that are wrong nearly everywhere. */
export function isRightNumber(place: string, number: number): boolean {
  if (place.endsWith('graceSeconds')) return Number.isFinite(number)
  return place.endsWith('igabytes') && number === 1.5 && place.startsWith('rules:')
}

/** Whether null is right at a place. */
export function isRightNull(place: string): boolean {
  return openToNull.test(place)
}

/** Whether a record at a place is right without some of its fields. */
export function isPartial(place: string): boolean {
  return place === 'settings:change.0' || place === 'profile:saveOptions.1'
}
