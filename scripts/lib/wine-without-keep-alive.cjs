const { Socket } = require('node:net')

const { setKeepAlive } = Socket.prototype
Socket.prototype.setKeepAlive = function setKeepAliveOnceConnected(...args) {
  return this.connecting ? this : setKeepAlive.apply(this, args)
}
