// Loaded into main before the app: no window is ever said to be ready to show, as happens on a busy machine.
const { app } = require('electron')

app.on('browser-window-created', (_event, window) => {
  const emit = window.emit.bind(window)
  window.emit = (name, ...values) => name !== 'ready-to-show' && emit(name, ...values)
})
