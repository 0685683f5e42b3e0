// An empty window served as Fermata serves its own: own protocol with code cache, same policy, same preferences.
const { readFile } = require('node:fs/promises')
const { join } = require('node:path')
const { app, BrowserWindow, protocol } = require('electron')

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

app.whenReady().then(() => {
  protocol.handle('app', async () => {
    const page = await readFile(join(__dirname, 'index.html'))
    return new Response(page, { headers: { 'content-type': 'text/html', 'content-security-policy': policy } })
  })
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    titleBarStyle: 'hidden',
    webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true, contextIsolation: true, nodeIntegration: false },
  })
  window.once('ready-to-show', () => window.show())
  return window.loadURL('app://empty/index.html')
})
app.on('window-all-closed', () => app.quit())
