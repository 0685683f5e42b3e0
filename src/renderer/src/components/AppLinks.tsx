import { History, Settings, type LucideIcon } from 'lucide-react'
import { type Screen, showScreen, useViewStore } from '../view-store'

const links: readonly { readonly screen: Screen; readonly name: string; readonly Icon: LucideIcon }[] = [
  { screen: 'history', name: 'History', Icon: History },
  { screen: 'settings', name: 'Settings', Icon: Settings },
]

/** The ways to what concerns all runs. */
export function AppLinks() {
  const screen = useViewStore((store) => store.screen)
  return (
    <nav aria-label="App" className="app-links">
      {links.map(({ screen: target, name, Icon }) => (
        <a
          key={target}
          href={`#${target}`}
          aria-current={screen === target ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault()
            showScreen(target)
          }}
        >
          <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
          {name}
        </a>
      ))}
    </nav>
  )
}
