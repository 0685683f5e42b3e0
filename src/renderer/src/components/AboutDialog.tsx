import { useEffect, useState } from 'react'
import type { AboutApp } from '../../../shared/app-menu'
import { showOverlay } from '../view-store'
import { HarmlessButton, PlainDialog } from './Dialog'
import { FermataSign } from './Glyphs'

const close = () => showOverlay(null)

/** What this copy of the app is, for people who report a fault. */
export function AboutDialog() {
  const [about, setAbout] = useState<AboutApp | null>(null)
  useEffect(() => void window.fermata.readAbout().then(setAbout), [])
  return (
    <PlainDialog title="About Fermata" className="about" onCancel={close}>
      <div className="about-name">
        <FermataSign width={40} />
        <div>
          <strong>Fermata {about?.version}</strong>
          <span>Runs that pause at a safe point</span>
        </div>
      </div>
      {about?.isTestBuild && (
        <p className="about-test">
          Test build. It was packed with a stand-in that is older than the declared Electron, and isn’t for release.
        </p>
      )}
      <dl>
        {about &&
          linesOf(about).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <div className="dialog-buttons">
        <HarmlessButton onPress={close}>Close</HarmlessButton>
      </div>
    </PlainDialog>
  )
}

function linesOf({ electron, chromium, node, system, licence }: AboutApp): readonly (readonly [string, string])[] {
  return [
    ['Electron', electron],
    ['Chromium', chromium],
    ['Node', node],
    ['System', system],
    ['Licence', licence],
  ]
}
