import { spawn } from 'node:child_process'

/** Opens a file in a program, which goes on without the app; why that failed, or nothing. */
export function openWith(program: string, path: string): Promise<string> {
  // An app of macOS is a folder that only the system can start.
  const isApp = process.platform === 'darwin' && program.endsWith('.app')
  const [command, args] = isApp ? ['/usr/bin/open', ['-a', program, path]] : [program, [path]]
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore', env })
    child.once('error', (error) => resolve(error.message))
    child.once('spawn', () => {
      child.unref()
      resolve('')
    })
  })
}
