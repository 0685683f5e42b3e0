import { Info, Link2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunView } from '../../../shared/ipc'
import { acceptDrift, continueWith, copyText, dismissFound, dismissProblem, perform, stop } from '../commands'
import { changeSetup, chooseProgram, openSetupAt, takeInstead } from '../setup-changes'
import { ask, hushUnanswered, showLog } from '../view-store'
import type { NoticeAction, NoticeView, RichText as Rich } from '../wording/notice-parts'
import { phaseOf } from '../wording/phase'
import { Button } from './Button'
import { CopyButton } from './CopyButton'
import { StateSign } from './StateSign'

const waitMs = 5 * 60_000

/** What is true now and what can be done about it, each way out with its button on the same row. */
export function Notice({ run, notice }: { readonly run: RunView; readonly notice: NoticeView }) {
  const { tone, primary, dismiss } = notice
  const press = (action: NoticeAction) => () => act(run, action)
  return (
    <div className="notice" data-tone={tone} role={roleOf(notice)}>
      <NoticeSign run={run} notice={notice} />
      <div className="notice-body">
        <div className="notice-head">
          <div>
            {/* A text that counts seconds must not be read out at each: then the title alone is the alert. */}
            <div role={notice.isTicking ? 'alert' : undefined}>
              <h2>{notice.title}</h2>
            </div>
            {notice.text.map((text, index) => (
              // Paragraphs of one notice: their words change, their places don't.
              // oxlint-disable-next-line react/no-array-index-key
              <p key={index}>
                <RichText text={text} />
              </p>
            ))}
          </div>
          {primary && (
            <Button kind="primary" size="small" onPress={press(primary.action)}>
              {primary.button}
            </Button>
          )}
          {notice.buttons.map(({ button, action }) => (
            <Button key={action} kind="secondary" size="small" onPress={press(action)}>
              {button}
            </Button>
          ))}
          {dismiss && (
            <Button
              kind="ghost"
              size="small"
              label="Dismiss"
              icon={<X size={16} strokeWidth={1.75} aria-hidden="true" />}
              onPress={press(dismiss)}
            />
          )}
        </div>
        {notice.rows.map((row) => (
          <div className="notice-row" key={row.title}>
            <div>
              <h3>{row.title}</h3>
              <p>
                <RichText text={row.text} />
              </p>
            </div>
            <RowButton run={run} action={row.action}>
              {row.button}
            </RowButton>
          </div>
        ))}
      </div>
    </div>
  )
}

function RowButton(props: { readonly run: RunView; readonly action: NoticeAction; readonly children: string }) {
  const { action, run } = props
  if (action === 'copyPause' || action === 'copyResume') {
    const text = action === 'copyPause' ? 'pause' : 'resume'
    return (
      <CopyButton profileId={run.profileId} text={text}>
        {props.children}
      </CopyButton>
    )
  }
  return (
    <Button kind="secondary" size="tiny" onPress={() => act(run, action)}>
      {props.children}
    </Button>
  )
}

/** What was found is news, no alarm; what counts seconds must not be read out at each. */
function roleOf({ key, isTicking }: NoticeView): 'alert' | 'status' | undefined {
  if (key === 'found') return 'status'
  return isTicking ? undefined : 'alert'
}

function NoticeSign({ run, notice: { key, tone } }: { readonly run: RunView; readonly notice: NoticeView }) {
  if (tone === 'failed') return <StateSign phase="failed" size={20} />
  if (tone === 'held' || tone === 'active' || phaseOf(run) === 'stopping')
    return <StateSign phase={phaseOf(run)} size={20} />
  if (key === 'found') return <Link2 size={20} strokeWidth={1.75} aria-hidden="true" />
  return <Info size={20} strokeWidth={1.75} aria-hidden="true" />
}

/** A sentence with pieces of code in it. */
export function RichText({ text }: { readonly text: Rich }): ReactNode {
  // Pieces of one sentence: they have nothing but their place.
  // oxlint-disable-next-line react/no-array-index-key
  return text.map((part, index) => (typeof part === 'string' ? part : <code key={index}>{part.code}</code>))
}

function act(run: RunView, action: NoticeAction): void {
  switch (action) {
    case 'tryPauseAgain':
      return perform(run, 'pause')
    case 'tryResumeAgain':
      return perform(run, 'resume')
    case 'cancelPause':
    case 'pauseAgain':
      return perform(run, action)
    case 'stop':
      return stop(run)
    case 'copyPause':
    case 'copyResume':
      return void copyText(run.profileId, action === 'copyPause' ? 'pause' : 'resume')
    case 'continue':
      return perform(run, action)
    case 'dismissFound':
      return dismissFound(run.profileId)
    case 'showNewLines':
      return showLog(run.found?.kind === 'reattached' ? run.found.firstLine : 'end')
    case 'openLogs':
      return showLog('end')
    case 'dismissProblem':
      return dismissProblem(run.profileId)
    case 'wait':
      return hush(run, Date.now() + waitMs)
    case 'acceptDrift':
      return acceptDrift(run.profileId)
    case 'askStartOver':
      return ask('startOver', run.profileId)
    case 'useSample':
      return continueWith(run.profileId, 'sample')
    case 'chooseTable':
      return continueWith(run.profileId, 'file')
    case 'useInstead':
      return void takeInstead(run.profileId)
    case 'chooseProgram':
      return void chooseProgram(run)
    case 'showPath':
      return ask('searchPath', run.profileId)
    case 'openPauseFileSetup':
      return openSetupAt('pauseFile')
    case 'useGivenFile':
      return void (run.own?.otherPauseFile && changeSetup(run.profileId, { pauseFile: run.own.otherPauseFile }))
    case 'choosePausedLine':
    case 'chooseResumedLine':
      return ask(action, run.profileId)
    case 'hide':
      return hush(run, Number.POSITIVE_INFINITY)
  }
}

function hush(run: RunView, until: number): void {
  if ('since' in run.state) hushUnanswered(run.profileId, run.state.since, until)
}
