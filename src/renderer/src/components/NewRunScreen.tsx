import { FlaskConical } from 'lucide-react'
import { emptySetup, type OwnRunSetup } from '../../../shared/own-run'
import { testPause } from '../pause-tests'
import { beginNewRun, type Draft, discardDraft, problemsOf, saveDraft, useDraft, useSetupStore } from '../setup-store'
import { showTab, useViewStore } from '../view-store'
import { Button } from './Button'
import { SetupForm } from './SetupForm'

/** The form of a run that isn't there yet. */
export function NewRunScreen() {
  const draft = useDraft(null)
  const problem = useSetupStore((store) => store.problem)
  if (!draft) return <main className="nothing" />
  return (
    <div className="run" data-tab="setup">
      <main className="run-main">
        <header className="head new-run-head">
          <h1>Add run</h1>
          <p>Any program that watches a pause file.</p>
        </header>
        <div className="pane" data-region tabIndex={-1}>
          {problem !== null && (
            <p role="alert" className="setting-problem">
              {problem}
            </p>
          )}
          <SetupForm profileId={null} draft={draft} />
        </div>
      </main>
      <aside aria-label="Examples" className="inspector" data-region tabIndex={-1}>
        <Examples />
      </aside>
      <section aria-label="Add or cancel" className="form-footer">
        <span>Test the pause adds the run first.</span>
        <Button kind="secondary" onPress={() => discardDraft(null)}>
          Cancel
        </Button>
        <Button
          kind="secondary"
          icon={<FlaskConical size={16} strokeWidth={1.75} aria-hidden="true" />}
          off={offOfTest(draft)}
          onPress={() => void addAndTest()}
        >
          Test the pause
        </Button>
        <Button kind="primary" onPress={() => void saveDraft(null)}>
          Add run
        </Button>
      </section>
    </div>
  )
}

/** Only what its person has saved is ever started, so the run is added first. */
async function addAndTest(): Promise<void> {
  if ((await saveDraft(null)) !== 'saved') return
  const { selectedId } = useViewStore.getState()
  if (selectedId === null) return
  showTab('setup')
  testPause(selectedId)
}

function offOfTest(draft: Draft): string | null {
  if (draft.findings.length === 0 || problemsOf(draft).length > 0) return 'First fill in what is missing or marked'
  if (draft.setup.confirmation.kind === 'lines') return null
  return 'It prints no line when it has paused, so a test would have nothing to wait for'
}

function Examples() {
  const ofScript = async (kind: 'python' | 'node', fallback: OwnRunSetup) => {
    beginNewRun((await window.fermata.chooseScript(kind)) ?? fallback)
  }
  return (
    <>
      <section>
        <h2 className="label">Start from an example</h2>
        <Example
          title="Python script"
          text="python scripts/train_model.py"
          onPress={() => void ofScript('python', { ...emptySetup, program: 'python3' })}
        />
        <Example
          title="Node script"
          text="node collect.js"
          onPress={() => void ofScript('node', { ...emptySetup, program: 'node' })}
        />
        <Example title="Anything else" text="a program and its arguments" onPress={() => beginNewRun()} />
      </section>
      <section className="setup-aside">
        <h2 className="label">What the program has to do</h2>
        <p>
          Look for the pause file between items. While it is there, wait. When it is gone, go on. Print a line each
          time.
        </p>
      </section>
    </>
  )
}

function Example(props: { readonly title: string; readonly text: string; readonly onPress: () => void }) {
  return (
    <button type="button" className="example" onClick={props.onPress}>
      <strong>{props.title}</strong>
      <span>{props.text}</span>
    </button>
  )
}
