// A program of its own: the app's part that keeps a run's log within a size, to be killed by a test.
import { LiveLogCap } from '../live-log-cap'
import { runFolderOf } from '../run-record'

const folder = runFolderOf(process.argv[2] ?? '', 'run')
const cap = new LiveLogCap(() => [folder], { capBytes: Number(process.argv[3]), lookMs: 5, noticeMs: 100 })
cap.start()
process.stdout.write('started\n')
