import { FileCheck, FileX, FolderOpen } from 'lucide-react'
import { Fragment } from 'react'
import type { RunView } from '../../../shared/ipc'
import { pauseCommand, resumeCommand, shells } from '../../../shared/pause-file'
import { showPauseFile } from '../commands'
import { useRunNow } from '../use-now'
import { chooseShell, useViewStore } from '../view-store'
import { pauseFileStatus } from '../wording/pause-file'
import { Button } from './Button'
import { CopyButton } from './CopyButton'
import { Segments } from './Segments'

/** The pause file as a control of its own: where it is, whether it's there, and how to make it from a terminal. */
export function PauseFilePanel({ run }: { readonly run: RunView }) {
  const now = useRunNow(run)
  const shell = useViewStore((store) => store.shell)
  const { profileId, pauseFile } = run
  const { title, text } = pauseFileStatus(run, now)
  const there = pauseFile.found.kind !== 'nothing'
  const Icon = there ? FileCheck : FileX
  return (
    <section className="pause-file">
      <div className="pause-file-head">
        <h2 className="label">Pause file</h2>
        <Button
          kind="ghost"
          size="tiny"
          label="Show pause file in folder"
          icon={<FolderOpen size={16} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => showPauseFile(profileId)}
        />
      </div>
      <div role="status" aria-label="Pause file status" className="pause-file-status" data-there={there || undefined}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <p>
          <strong>{title}</strong> <span>{text}</span>
        </p>
      </div>
      <div className="path-field">
        <code title={pauseFile.path}>
          {/* The field is cut at its start, never at the file's name: hence right to left around a left-to-right path. */}
          <bdi dir="ltr">{pauseFile.path}</bdi>
        </code>
        <CopyButton profileId={profileId} text="path" label="Copy path of pause file" />
      </div>
      <div className="shell-row">
        <span className="muted">In a terminal</span>
        <ShellChoice />
      </div>
      <div className="command">
        <span className="muted">Pause</span>
        <code>
          <PathText text={pauseCommand(shell, pauseFile.path)} />
        </code>
        <CopyButton profileId={profileId} text="pause" label="Copy pause command" />
      </div>
      <div className="command">
        <span className="muted">Resume</span>
        <code>
          <PathText text={resumeCommand(shell, pauseFile.path)} />
        </code>
        <CopyButton profileId={profileId} text="resume" label="Copy resume command" />
      </div>
    </section>
  )
}

/** A command that may be broken behind the separators of its path, before anywhere else. */
function PathText({ text }: { readonly text: string }) {
  return text.split(/(?<=[/\\])/).map((part, index) => (
    // Pieces of one command: they have nothing but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

const shellChoices = shells.map((shell) => ({ value: shell, text: shell }))

function ShellChoice() {
  const chosen = useViewStore((store) => store.shell)
  return <Segments label="Shell" choices={shellChoices} chosen={chosen} onChoose={chooseShell} />
}
