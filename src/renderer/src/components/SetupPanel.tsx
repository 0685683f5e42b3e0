import { useEffect } from 'react'
import type { RunView } from '../../../shared/ipc'
import { joinArguments } from '../../../shared/own-run'
import { counted, NBSP } from '../../../shared/wording'
import { changesIn, type Draft, discardDraft, loadSetup, saveDraft, useDraft } from '../setup-store'
import { ask } from '../view-store'
import { isActive, phaseOf } from '../wording/phase'
import { Button } from './Button'
import { PauseTestPanel } from './PauseTestPanel'
import { SetupForm } from './SetupForm'

/** How a run is set up: a form for one's own, what it is made of for a built-in one. */
export function SetupPanel({ run }: { readonly run: RunView }) {
  const { profileId, own } = run
  const draft = useDraft(profileId)
  const isOwn = own !== null
  useEffect(() => void (isOwn && loadSetup(profileId)), [isOwn, profileId])
  return (
    <div role="tabpanel" id="panel-setup" aria-labelledby="tab-setup" className="pane" data-region tabIndex={-1}>
      {!own && <BuiltInSetup run={run} />}
      {own && draft && <SetupForm profileId={profileId} draft={draft} />}
    </div>
  )
}

/** What stands beside and below the form: what stopping means, removing, and the changes that aren't kept yet. */
export function SetupAside({ run }: { readonly run: RunView }) {
  const draft = useDraft(run.profileId)
  return (
    <>
      <aside aria-label="Run details" className="inspector" data-region tabIndex={-1}>
        <PauseTestPanel run={run} />
        {run.own && draft && <StoppingAndRemoving run={run} draft={draft} />}
      </aside>
      {run.own && draft && <SetupFooter run={run} draft={draft} />}
    </>
  )
}

function StoppingAndRemoving({ run, draft }: { readonly run: RunView; readonly draft: Draft }) {
  const { kind, graceSeconds } = draft.setup.stop
  return (
    <>
      <section className="setup-aside">
        <h2 className="label">Stopping</h2>
        <p>
          Sends {kind === 'ctrlC' ? 'Ctrl+C' : 'SIGTERM'}, then waits {graceSeconds}
          {NBSP}s before it offers to kill the process.
        </p>
      </section>
      <section className="setup-aside">
        <h2 className="label">Remove</h2>
        <p>Takes the run off the list. Its files and logs stay.</p>
        <Button
          kind="danger"
          size="small"
          off={isActive(phaseOf(run)) ? `Stop ${run.name} first to remove it` : null}
          onPress={() => ask('removeRun', run.profileId)}
        >
          Remove run…
        </Button>
      </section>
    </>
  )
}

function SetupFooter({ run, draft }: { readonly run: RunView; readonly draft: Draft }) {
  const changes = changesIn(draft)
  if (changes === 0) return null
  const off = isActive(phaseOf(run)) ? `Stop ${run.name} first to change it` : null
  return (
    <section aria-label="Unsaved changes" className="form-footer">
      <span>{counted(changes, 'unsaved change')}</span>
      <Button kind="secondary" onPress={() => discardDraft(run.profileId)}>
        Discard
      </Button>
      <Button kind="primary" off={off} onPress={() => void saveDraft(run.profileId)}>
        Save
      </Button>
    </section>
  )
}

function BuiltInSetup({ run }: { readonly run: RunView }) {
  return (
    <section className="form-section">
      <h2>Command</h2>
      <p className="form-field-note">Part of Fermata. It starts this command:</p>
      <code className="built-in-command">{joinArguments(run.commandLine)}</code>
      <dl className="built-in-parts">
        <dt>Working folder</dt>
        <dd>
          <code>{run.workspace}</code>
        </dd>
        <dt>Pause file</dt>
        <dd>
          <code>{run.pauseFile.path}</code>
        </dd>
      </dl>
    </section>
  )
}
