const { contextBridge } = require('electron')

contextBridge.exposeInMainWorld('empty', Object.freeze({ platform: process.platform }))
