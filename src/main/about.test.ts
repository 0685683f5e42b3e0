import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { aboutApp } from './about'
import { testFolder } from './support/folders'

const runtime = {
  versions: { ...process.versions, electron: '45.4.1', chrome: '152.0.1', node: '24.1.0' },
  platform: 'linux',
  arch: 'x64',
} as const

test('the source says its version and licence, and is no test build', () => {
  const about = aboutApp(resolve(import.meta.dirname, '../..'), runtime)
  expect(about).toEqual({
    ...{ version: '0.1.0', isTestBuild: false, licence: 'MIT', system: 'Linux x64' },
    ...{ electron: '45.4.1', chromium: '152.0.1', node: '24.1.0' },
  })
})

test('a package that was made with the stand-in Electron says so', () => {
  const folder = testFolder()
  const packed = (isTestBuild: boolean) => {
    const text = JSON.stringify({ version: '1.2.3', license: 'MIT', fermata: { isTestBuild } })
    writeFileSync(join(folder, 'package.json'), text)
    return aboutApp(folder, runtime)
  }
  expect(packed(true)).toMatchObject({ version: '1.2.3', isTestBuild: true })
  expect(packed(false)).toMatchObject({ isTestBuild: false })
})
