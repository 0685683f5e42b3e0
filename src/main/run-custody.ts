import { groupLeaders, membersOf } from '../platform/process-group'
import { identityOf, isAlive, isProven, type ProcessIdentity } from '../platform/process-identity'
import { carriesMarks, type RunMarks } from '../platform/process-marks'

/** Which process a run is, and what shows that others are its own. */
export interface RunCustody {
  readonly identity: ProcessIdentity
  readonly marks: RunMarks
  /** Whether this very app has started it: until its exit is collected, no other process can have its pid. */
  readonly isChild: boolean
}

/** What a run has left behind: its program has ended, others of its group work on. */
export interface LeftBehind {
  readonly count: number
  /** Whether they are shown to be the run's, so that they may be sent a signal. */
  readonly isProven: boolean
}

/**
 * Says whether signals may go to a run's group right now.
 *
 * Pids are used again, and a record on the disk can be damaged or forged: only the very process that was started counts,
 * or, once that has ended, a group in which at least one process carries the run's marks. A group keeps its number as
 * long as one process is in it.
 */
export function isOurs({ identity, marks, isChild }: RunCustody): boolean {
  const { pid } = identity
  if (!Number.isSafeInteger(pid) || pid <= 1 || pid === process.pid) return false
  if (!isAlive(identity)) return isThisBoot(identity) && leftBehindOf(pid, marks).isProven
  if (!isProven(identity)) return false
  return isChild || mayBeIts(pid, marks)
}

/** What is left of a run's group, apart from its leader. */
export function leftBehindOf(group: number, marks: RunMarks): LeftBehind {
  const members = membersOf(group).filter(({ pid }) => pid !== group)
  const isMarked = ({ pid }: { readonly pid: number }) => carriesMarks(pid, marks) === 'yes'
  return { count: members.length, isProven: members.some(isMarked) }
}

/** Says whether a run of an earlier start of the app is still there: its process, or what it left behind. */
export function isStillOurs({ identity, marks }: RunCustody): boolean {
  if (identity.pid <= 1) return false
  // Without a token the record is an old one: its run is shown, but gets a signal only by its other mark.
  if (isAlive(identity)) return marks.token === null || mayBeIts(identity.pid, marks)
  return isThisBoot(identity) && leftBehindOf(identity.pid, marks).isProven
}

/** Finds a run that was started by an app that died before it could write down which process that is. */
export function findByToken(marks: RunMarks): ProcessIdentity | null {
  if (marks.token === null) return null
  const leader = groupLeaders().find(({ pid }) => carriesMarks(pid, { ...marks, log: '' }) === 'yes')
  return leader ? identityOf(leader.pid) : null
}

/** A process that nobody may look into is no stranger for that: pid, start time and boot have named it. */
function mayBeIts(pid: number, marks: RunMarks): boolean {
  return carriesMarks(pid, marks) !== 'no'
}

function isThisBoot({ bootId }: ProcessIdentity): boolean {
  const own = identityOf(process.pid)
  return bootId !== null && own !== null && own.bootId === bootId
}
