import type { PathKind } from '../../../shared/own-run'
import { Button } from './Button'

/** Lets main ask for a path; the field gets what was chosen. */
export function BrowseButton(props: {
  readonly kind: PathKind
  readonly from: string
  readonly onChosen: (path: string) => void
}) {
  const name = {
    program: 'program',
    folder: 'working folder',
    pauseFile: 'pause file',
    python: 'script',
    node: 'script',
  }
  const browse = async () => {
    const path = await window.fermata.choosePath(props.kind, props.from)
    if (path !== null) props.onChosen(path)
  }
  return (
    <Button label={`Browse… for the ${name[props.kind]}`} title="" onPress={() => void browse()}>
      Browse…
    </Button>
  )
}
