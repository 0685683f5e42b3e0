import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { captured } from './captured-child.mjs'

/** Fetched into a folder of the benchmark's own when FERMATA_BENCH_INSTALL is set; never part of Fermata. */
const pm2Version = '7.0.4'

/** What keeps the output of programs on this machine; `capture` is null, with a reason, for what isn't here. */
export async function findPeers(root, child) {
  return [
    { name: 'a plain file', capture: byShell(root, child) },
    pm2(root, child),
    onPath('supervisord', 'the Debian package supervisor') ?? {
      name: 'supervisord',
      capture: bySupervisor(root, child),
    },
    onPath('tsp', 'the Debian package task-spooler') ?? { name: 'task-spooler (tsp)', capture: byTsp(root, child) },
  ]
}

function onPath(program, what) {
  if (spawnSync('which', [program]).status === 0) return null
  return { name: program, capture: null, why: `not installed here (${what})` }
}

/** The least that can be done: the shell opens a file, the child writes into it. */
function byShell(root, child) {
  return async (lines) => {
    const log = join(root, 'plain.log')
    const python = spawn('sh', ['-c', 'exec python3 "$@" >> "$0"', log, ...child.argsOf(lines)], {
      stdio: 'inherit',
      detached: true,
    })
    await once(python, 'exit')
    return kept(child, lines, log)
  }
}

function pm2(root, child) {
  const name = `pm2 ${pm2Version}`
  if (!process.env.FERMATA_BENCH_INSTALL)
    return { name, capture: null, why: 'not fetched: FERMATA_BENCH_INSTALL=1 does that for the time of the benchmark' }
  const prefix = join(root, 'pm2')
  mkdirSync(prefix)
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--silent']
  const install = spawnSync('npm', ['install', '--prefix', prefix, ...options, `pm2@${pm2Version}`], {
    encoding: 'utf8',
  })
  if (install.status !== 0) return { name, capture: null, why: 'not to be had from npm here' }
  return { name, capture: byPm2(root, join(prefix, 'node_modules', '.bin', 'pm2'), child) }
}

function byPm2(root, program, child) {
  // Its daemon is a process of its own; each round has its own one.
  return async (lines) => {
    const home = mkdtempSync(join(root, 'pm2-home-'))
    const log = join(home, 'flood.log')
    const options = { env: { ...process.env, PM2_HOME: home, PM2_DISABLE_AGENT: 'true' }, stdio: 'ignore' }
    const [script, ...args] = child.argsOf(lines)
    const how = ['--name', 'flood', '--interpreter', 'python3', '--no-autorestart', '--output', log, '--merge-logs']
    try {
      execFileSync(program, ['start', script, ...how, '--', ...args], options)
      return await kept(child, lines, log)
    } finally {
      spawnSync(program, ['kill'], options)
    }
  }
}

function bySupervisor(root, child) {
  return async (lines) => {
    const home = mkdtempSync(join(root, 'supervisor-'))
    const [log, settings] = [join(home, 'flood.log'), join(home, 'supervisord.conf')]
    writeFileSync(
      settings,
      [
        '[supervisord]',
        `logfile=${join(home, 'supervisord.log')}`,
        `pidfile=${join(home, 'supervisord.pid')}`,
        `childlogdir=${home}`,
        ...(process.getuid?.() === 0 ? ['user=root'] : []),
        '[program:flood]',
        `command=python3 ${child.argsOf(lines).join(' ')}`,
        ...['autorestart=false', 'startsecs=0', `stdout_logfile=${log}`, 'stdout_logfile_maxbytes=0'],
      ].join('\n'),
    )
    const daemon = spawn('supervisord', ['--nodaemon', '--configuration', settings], { stdio: 'ignore' })
    const ended = once(daemon, 'exit')
    try {
      return await kept(child, lines, log)
    } finally {
      daemon.kill('SIGTERM')
      await ended
    }
  }
}

function byTsp(root, child) {
  return async (lines) => {
    const home = mkdtempSync(join(root, 'tsp-'))
    const options = { env: { ...process.env, TS_SOCKET: join(home, 'socket'), TMPDIR: home }, encoding: 'utf8' }
    try {
      const job = execFileSync('tsp', ['python3', ...child.argsOf(lines)], options).trim()
      const log = execFileSync('tsp', ['-o', job], options).trim()
      return await kept(child, lines, log)
    } finally {
      spawnSync('tsp', ['-K'], options)
    }
  }
}

/** A log of 100 MB each is too much to keep. */
async function kept(child, lines, log) {
  try {
    return await captured(child, lines, log)
  } finally {
    if (existsSync(log)) rmSync(log)
  }
}
