import { CircleCheck, Info, OctagonAlert, ShieldCheck } from 'lucide-react'
import type { RunView } from '../../../shared/ipc'
import type { VerificationView } from '../../../shared/verification'
import { cancelVerification } from '../commands'
import { useNow } from '../use-now'
import { useRunStore } from '../run-store'
import { ask } from '../view-store'
import { verificationWords, verifyingShare, type VerificationWords } from '../wording/verification'
import { Button } from './Button'

const icons = { active: ShieldCheck, done: CircleCheck, failed: OctagonAlert, quiet: Info } as const

/** What came out of the verification of a run, or how far it is. */
export function Verification({ run }: { readonly run: RunView }) {
  const view = useRunStore((store) => store.verifications[run.profileId])
  if (!view || (view.runId !== run.runId && view.state.kind !== 'running')) return null
  return <Shown run={run} view={view} />
}

function Shown({ run, view: { state } }: { readonly run: RunView; readonly view: VerificationView }) {
  const now = useNow(state.kind === 'running' ? 1000 : 60_000)
  const words = verificationWords(run, state, now)
  if (!words) return null
  return (
    <section aria-label="Verification" className="verification" data-tone={words.tone}>
      <Sign tone={words.tone} />
      <div className="verification-body">
        <Sentence words={words} isLive={state.kind !== 'running'} />
        {state.kind === 'running' && <Bar run={run} {...verifyingShare(state)} />}
        {words.details.map((line) => (
          <p key={line} className="muted">
            {line}
          </p>
        ))}
      </div>
      {state.kind === 'running' ? (
        <Button size="small" label="Cancel verification" onPress={() => cancelVerification(run.profileId)}>
          Cancel
        </Button>
      ) : (
        <Button size="small" onPress={() => ask('verify', run.profileId)}>
          Verify again…
        </Button>
      )}
    </section>
  )
}

function Sign({ tone }: { readonly tone: VerificationWords['tone'] }) {
  const Icon = icons[tone]
  return <Icon size={16} strokeWidth={1.75} aria-hidden="true" className="verification-sign" />
}

/** What came out is said once; what changes each second is not. */
function Sentence({ words, isLive }: { readonly words: VerificationWords; readonly isLive: boolean }) {
  return (
    <p role={isLive ? 'status' : undefined} aria-label={isLive ? 'Verification result' : undefined}>
      <strong>{words.title}</strong> {words.text}
    </p>
  )
}

function Bar({ run, share, spoken }: { readonly run: RunView; readonly share: number; readonly spoken: string }) {
  return (
    <div
      role="progressbar"
      aria-label={`Verification of ${run.name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
      aria-valuetext={spoken}
      className="bar"
    >
      <div className="bar-done" data-tone="active" style={{ width: `${share * 100}%` }} />
    </div>
  )
}
