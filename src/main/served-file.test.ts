import { describe, expect, test } from 'vitest'
import { servedFile } from './served-file'

const folder = '/app/out/renderer'

test.each([
  ['app://fermata/', `${folder}/index.html`, 'text/html; charset=utf-8'],
  ['app://fermata/index.html', `${folder}/index.html`, 'text/html; charset=utf-8'],
  ['app://fermata/index.html?x=1#y', `${folder}/index.html`, 'text/html; charset=utf-8'],
  ['app://fermata/assets/index-1a2b.js', `${folder}/assets/index-1a2b.js`, 'text/javascript; charset=utf-8'],
  ['app://fermata/assets/a%20b.woff2', `${folder}/assets/a b.woff2`, 'font/woff2'],
  ['app://fermata/../index.html', `${folder}/index.html`, 'text/html; charset=utf-8'],
])('%s is served', (address, path, contentType) => {
  expect(servedFile(folder, address)).toEqual({ path, contentType })
})

describe('nothing else is', () => {
  test.each([
    'app://fermata/..%2f..%2fpackage.json',
    'app://fermata/..%2Findex.html',
    'app://fermata/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://fermata/..%5c..%5cpackage.json',
    'app://fermata/..\\..\\main\\index.html',
    'app://fermata/%2fetc%2fpasswd.html',
    'app://fermata/%00.html',
    'app://fermata/index.html%00.png',
    'app://fermata/%',
    'app://fermata/%zz.html',
    'app://fermata/C:%5cwindows%5cx.html',
    'app://fermata/index.html::$DATA.html',
    'app://fermata/index',
    'app://fermata/package.yaml',
    'app://fermata/assets/',
    'app://other/index.html',
    'app://fermata.example/index.html',
    'app://fermata:80/index.html',
    'file:///app/out/renderer/index.html',
    'https://fermata/index.html',
    'nonsense',
    '',
  ])('%s', (address) => expect(servedFile(folder, address)).toBeNull())
})

test('a folder with the same beginning of its name is another folder', () => {
  expect(servedFile('/app/out/render', 'app://fermata/er/index.html')?.path).toBe('/app/out/render/er/index.html')
  expect(servedFile('/app/out/render', 'app://fermata/../renderer/index.html')?.path).toBe(
    '/app/out/render/renderer/index.html',
  )
})
