import { useEffect, useRef } from 'react'
import {
  clockHours,
  logDays,
  logGigabytes,
  logZones,
  quitChoices,
  type Settings,
  type SettingsView,
  textSizes,
  themes,
  windowCloses,
} from '../../../shared/settings'
import { NBSP } from '../../../shared/wording'
import { changeSettings, chooseLogEditor, useSettings } from '../settings'
import { shortcutLabel } from '../use-window'
import {
  clockTexts,
  editorName,
  logDaysText,
  logZoneTexts,
  percentText,
  settingsProblemWords,
  themeTexts,
  upTo,
  whenQuittingTexts,
  windowCloseHint,
  windowCloseTexts,
} from '../wording/settings'
import { Segments } from './Segments'
import { ChoiceRow, SettingGroup, SettingRow, SwitchRow } from './SettingRow'

/** What holds for the whole app; each change counts at once. */
export function SettingsScreen() {
  const view = useSettings((store) => store.view)
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    // What had the focus may have gone with the screen before.
    if (document.activeElement === document.body) main.current?.focus()
  }, [])
  return (
    <main ref={main} className="settings" data-region tabIndex={-1}>
      <header className="screen-head">
        <h1>Settings</h1>
      </header>
      {view && (
        <div className="screen-body">
          {view.problem && (
            <p role="alert" className="setting-problem">
              {settingsProblemWords(view.problem)}
            </p>
          )}
          <div>
            <Appearance settings={view.settings} />
            <ClosingAndStarting view={view} />
          </div>
          <div>
            <Notifications settings={view.settings} />
            <Logs settings={view.settings} />
            <Folders workspace={view.workspace} />
          </div>
        </div>
      )}
    </main>
  )
}

function Appearance({ settings }: { readonly settings: Settings }) {
  return (
    <SettingGroup title="Appearance">
      <SettingRow name="Theme">
        <Segments
          label="Theme"
          choices={themes.map((value) => ({ value, text: themeTexts[value] }))}
          chosen={settings.theme}
          onChoose={(theme) => changeSettings({ theme })}
        />
      </SettingRow>
      <ChoiceRow
        name="Text size"
        hint={`Of all that the window shows. Also by ${shortcutLabel('larger')} and ${shortcutLabel('smaller')}.`}
        choices={textSizes}
        chosen={settings.textSize}
        textOf={percentText}
        onChoose={(textSize) => changeSettings({ textSize })}
      />
      <ChoiceRow
        name="Time"
        choices={clockHours}
        chosen={settings.clockHours}
        textOf={(value) => clockTexts[value]}
        onChoose={(hours) => changeSettings({ clockHours: hours })}
      />
    </SettingGroup>
  )
}

function ClosingAndStarting({ view: { settings, openAtLogin } }: { readonly view: SettingsView }) {
  return (
    <SettingGroup title="Closing and starting">
      <ChoiceRow
        name="When the window closes"
        hint={windowCloseHint(settings.whenWindowCloses)}
        choices={windowCloses}
        chosen={settings.whenWindowCloses}
        textOf={(value) => windowCloseTexts[value]}
        onChoose={(whenWindowCloses) => changeSettings({ whenWindowCloses })}
      />
      <ChoiceRow
        name="When quitting with active runs"
        choices={['ask', ...quitChoices] as const}
        chosen={settings.whenQuitting}
        textOf={(value) => whenQuittingTexts[value]}
        onChoose={(whenQuitting) => changeSettings({ whenQuitting })}
      />
      <SwitchRow
        name="Open at login"
        hint="So that maintenance windows work after a restart."
        isOn={openAtLogin}
        onChange={(isOn) => changeSettings({ openAtLogin: isOn })}
      />
      <SwitchRow
        name="Keep the computer awake"
        hint="While a run is running, not while all are paused."
        isOn={settings.keepAwake}
        onChange={(keepAwake) => changeSettings({ keepAwake })}
      />
    </SettingGroup>
  )
}

function Notifications({ settings }: { readonly settings: Settings }) {
  return (
    <SettingGroup title="Notifications">
      <SwitchRow
        name="Paused"
        hint="When a run has confirmed it."
        isOn={settings.notifyPaused}
        onChange={(notifyPaused) => changeSettings({ notifyPaused })}
      />
      <SwitchRow
        name={`Not confirmed within 30${NBSP}s`}
        hint="Says why and what to do."
        isOn={settings.notifyNotConfirmed}
        onChange={(notifyNotConfirmed) => changeSettings({ notifyNotConfirmed })}
      />
      <SwitchRow
        name="Resumed"
        hint="Only if a rule or a file did it."
        isOn={settings.notifyResumed}
        onChange={(notifyResumed) => changeSettings({ notifyResumed })}
      />
      <SwitchRow
        name="Finished or failed"
        isOn={settings.notifyEnded}
        onChange={(notifyEnded) => changeSettings({ notifyEnded })}
      />
      <SwitchRow name="Sound" isOn={settings.notifySound} onChange={(notifySound) => changeSettings({ notifySound })} />
    </SettingGroup>
  )
}

function Logs({ settings }: { readonly settings: Settings }) {
  return (
    <SettingGroup title="Logs">
      <ChoiceRow
        name="Keep logs"
        hint="Older ones are deleted at start."
        choices={logDays}
        chosen={settings.logDays}
        textOf={logDaysText}
        onChoose={(days) => changeSettings({ logDays: days })}
      />
      <ChoiceRow
        name="Logs of earlier runs"
        hint="Compressed; the oldest are deleted first."
        choices={logGigabytes}
        chosen={settings.oldLogsGigabytes}
        textOf={upTo}
        onChoose={(oldLogsGigabytes) => changeSettings({ oldLogsGigabytes })}
      />
      <ChoiceRow
        name="Log of a run that goes on"
        hint="Beyond that its oldest lines are compressed."
        choices={logGigabytes}
        chosen={settings.liveLogGigabytes}
        textOf={upTo}
        onChoose={(liveLogGigabytes) => changeSettings({ liveLogGigabytes })}
      />
      <LogEditor editor={settings.logEditor} />
      <ChoiceRow
        name="Timestamps"
        choices={logZones}
        chosen={settings.logZone}
        textOf={(value) => logZoneTexts[value]}
        onChoose={(logZone) => changeSettings({ logZone })}
      />
    </SettingGroup>
  )
}

/** Main asks for the program: the window never names one. */
function LogEditor({ editor }: { readonly editor: string | null }) {
  const name = editor === null ? [] : (['chosen'] as const)
  return (
    <ChoiceRow
      name="Open logs with"
      choices={['system', ...name, 'choose'] as const}
      chosen={editor === null ? 'system' : 'chosen'}
      textOf={(value) => {
        if (value === 'system') return 'The system’s program'
        return value === 'choose' || editor === null ? 'Choose program…' : editorName(editor)
      }}
      onChoose={(value) => {
        if (value === 'system') changeSettings({ logEditor: null })
        if (value === 'choose') chooseLogEditor()
      }}
    />
  )
}

function Folders({ workspace }: { readonly workspace: string }) {
  return (
    <SettingGroup title="Folders">
      <SettingRow name="Workspace" hint="Training and Collector work here.">
        <code className="setting-path" title={workspace}>
          {workspace}
        </code>
      </SettingRow>
    </SettingGroup>
  )
}
