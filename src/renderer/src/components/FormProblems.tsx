import { Fragment } from 'react'
import { counted } from '../../../shared/wording'
import { problemsOf, type Draft } from '../setup-store'
import { StateSign } from './StateSign'

/** What must be changed before the form can be saved, each thing linked to its field. */
export function FormProblems({ draft, isNew }: { readonly draft: Draft; readonly isNew: boolean }) {
  const problems = draft.wasTried ? problemsOf(draft) : []
  if (problems.length === 0 && draft.notKept === null) return null
  const count = counted(problems.length, 'thing').replace('\u00a0', ' ')
  return (
    <div role="alert" className="form-problems">
      <StateSign phase="failed" size={20} />
      <div>
        <h2>
          {draft.notKept === null
            ? `${count} to fix before this run can be ${isNew ? 'added' : 'saved'}`
            : `The run couldn’t be ${isNew ? 'added' : 'saved'}`}
        </h2>
        <p>
          {draft.notKept}
          {problems.map(({ field, short }, index) => (
            <Fragment key={`${field} ${short}`}>
              {index > 0 && ', '}
              <a
                href={`#${field}`}
                className="link"
                onClick={(event) => {
                  event.preventDefault()
                  document.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus()
                }}
              >
                {index === 0 ? short : short.charAt(0).toLowerCase() + short.slice(1)}
              </a>
            </Fragment>
          ))}
          {problems.length > 0 && '.'}
        </p>
      </div>
    </div>
  )
}
