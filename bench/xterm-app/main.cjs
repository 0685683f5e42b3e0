// The design that many apps have: the child writes into a pipe, main passes it on, the page feeds xterm.js, with flow
// control, as without it data is lost. The command comes as JSON in FLOOD_COMMAND.
const { spawn } = require('node:child_process')
const { join } = require('node:path')
const { app, BrowserWindow, ipcMain } = require('electron')

const mostUnread = 4 * 1024 * 1024

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { nodeIntegration: true, contextIsolation: false },
  })
  ipcMain.handle('run', () => runInto(window.webContents))
  return window.loadFile(join(__dirname, 'index.html'))
})
app.on('window-all-closed', () => app.quit())

/** Milliseconds from the child's start to its exit. */
function runInto(page) {
  const [program, ...args] = JSON.parse(process.env.FLOOD_COMMAND)
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return new Promise((resolve) => {
    let unread = 0
    const from = performance.now()
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const onRead = (_event, bytes) => {
      unread -= bytes
      if (unread < mostUnread) child.stdout.resume()
    }
    ipcMain.on('read', onRead)
    child.stdout.on('data', (piece) => {
      unread += piece.length
      if (unread >= mostUnread) child.stdout.pause()
      page.send('output', piece)
    })
    child.once('exit', () => resolve(performance.now() - from))
  })
}
