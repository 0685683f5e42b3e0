import { Globe, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunView } from '../../../shared/ipc'
import { perform } from '../commands'
import { openNewRun } from '../setup-store'
import { selectRun } from '../view-store'
import type { Phase } from '../wording/phase'
import { Button } from './Button'
import { FermataSign, Glyph } from './Glyphs'
import { StateSign } from './StateSign'

/** What is shown as long as nothing was ever started: one button, and what the signs mean. */
export function FirstRun({ run, others }: { readonly run: RunView; readonly others: readonly RunView[] }) {
  const collector = others.find((one) => one.runKind === 'collection')
  const file = run.pauseFile.name
  return (
    <main className="first-run" data-region tabIndex={-1}>
      <FermataSign width={48} />
      <h1>Start a run you can pause</h1>
      <p className="first-run-lead">
        Fermata starts long training and collecting runs, pauses them at a safe point, and resumes them without losing
        anything.
      </p>
      <Button kind="primary" size="large" autoFocus icon={<Glyph name="play" />} onPress={() => startFirst(run)}>
        Start the sample training
      </Button>
      <p className="first-run-hint">Learns prices from 8,000 sample listings. One to three minutes, no network.</p>
      <ol className="lesson">
        <Lesson phase="running" title="Running">
          The run works through its items and looks for <code>{file}</code> between them.
        </Lesson>
        <Lesson phase="pausing" title="Pausing…">
          Press Pause, or create the file in a terminal. The current item is finished first.
        </Lesson>
        <Lesson phase="paused" title="Paused">
          A solid sign means the run has confirmed it. Delete the file or press Resume to go on.
        </Lesson>
      </ol>
      <div className="first-run-cards">
        {collector && (
          <div className="first-run-card">
            <Globe size={16} strokeWidth={1.75} aria-hidden="true" />
            {/* Its area is the whole card; its name is what it says, and the rest describes it. */}
            <button type="button" aria-describedby="collector-card" onClick={() => startFirst(collector)}>
              Start the sample collector
            </button>
            <p id="collector-card">8,000 listings from a small site inside Fermata, no network.</p>
          </div>
        )}
        <div className="first-run-card">
          <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          <button type="button" aria-describedby="own-run-card" onClick={openNewRun}>
            Add your own run
          </button>
          <p id="own-run-card">Any command, for example a Python script.</p>
        </div>
      </div>
    </main>
  )
}

function startFirst(run: RunView): void {
  selectRun(run.profileId)
  perform(run, 'start')
}

function Lesson(props: { readonly phase: Phase; readonly title: string; readonly children: ReactNode }) {
  return (
    <li data-phase={props.phase}>
      <StateSign phase={props.phase} size={20} />
      <span className="lesson-title">{props.title}</span>
      <span className="lesson-text">{props.children}</span>
    </li>
  )
}
