// The app inside the fallback Electron: like the one in an ordinary Electron it starts the app named on the command line.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron/main'

const { preloads, appPath, wantsVersion } = readCommandLine(process.argv.slice(1))

if (wantsVersion) {
  console.log(`v${process.versions.electron}`)
  app.exit(0)
} else if (appPath === undefined) {
  console.error('Usage: electron [options] FOLDER, where FOLDER holds a package.json that names an app')
  app.exit(1)
} else {
  const require = createRequire(join(process.cwd(), 'electron-command-line.cjs'))
  try {
    for (const file of preloads) require(file)
    await startApp(resolve(appPath))
  } catch (error) {
    // An ordinary Electron shows a dialog here and waits; a test on a display that nobody sees would hang.
    console.error(`The app in ${resolve(appPath)} can't be started:`, error)
    app.exit(1)
  }
}

function readCommandLine(args) {
  const required = []
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]
    if (arg === '--version' || arg === '-v') return { preloads: required, wantsVersion: true }
    if (arg === '-r' || arg === '--require') required.push(args[(index += 1)])
    else if (!arg.startsWith('-')) return { preloads: required, appPath: arg }
  }
  return { preloads: required }
}

async function startApp(path) {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const packageFile = join(path, 'package.json')
  let main = path
  if (existsSync(packageFile)) {
    const description = JSON.parse(readFileSync(packageFile, 'utf8'))
    if (description.version) app.setVersion(description.version)
    app.setName(description.productName ?? description.name ?? app.getName())
    app.setDesktopName(description.desktopName ?? `${app.getName()}.desktop`)
    app.setAppPath(path)
    main = createRequire(packageFile).resolve(`./${description.main ?? 'index.js'}`)
  } else {
    main = createRequire(join(dirname(path), 'package.json')).resolve(path)
    app.setAppPath(dirname(main))
  }
  // Electron's ready event waits for this module, so the app's own module is awaited here.
  await import(pathToFileURL(main).href)
}
