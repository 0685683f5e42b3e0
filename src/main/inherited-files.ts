import { existsSync } from 'node:fs'

/** A program with its arguments. */
export interface Invocation {
  readonly program: string
  readonly args: readonly string[]
}

/** Closes all but the three standard files, then becomes the program: same pid, same exit, nothing of it is left. */
const closeAndBecome = 'for f in /proc/$$/fd/*; do n=${f##*/}; if ((n > 2)); then exec {n}>&-; fi; done; exec -- "$@"'

const shells = ['/bin/bash', '/usr/bin/bash']

/**
 * How to start a program so that it holds none of the app's own files and sockets.
 *
 * On Linux Chromium leaves many of its files open to every child. A run outlives the app, and would keep the app's
 * debugging port, its connection to the desktop and its single-instance socket alive with it. Other systems close them.
 * Nothing of the program or its arguments is read as shell words; `-p` keeps bash from loading anyone's start-up file.
 */
export function withoutInheritedFiles(invocation: Invocation): Invocation {
  if (process.platform !== 'linux') return invocation
  const shell = shells.find((path) => existsSync(path))
  // Without bash the run still works; it only holds more files than it should.
  if (!shell) return invocation
  return { program: shell, args: ['-p', '-c', closeAndBecome, 'fermata', invocation.program, ...invocation.args] }
}
