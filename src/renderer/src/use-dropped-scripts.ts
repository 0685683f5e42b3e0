import { useEffect } from 'react'
import { askForProblem, beginWithDropped } from './setup-store'

/** A script that is dropped anywhere on the window begins a new run; nothing is started. */
export function useDroppedScripts(): void {
  useEffect(() => {
    void askForProblem()
    const over = (event: DragEvent) => {
      // Without this the page would be left for the file.
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    }
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const file = event.dataTransfer?.files[0]
      if (file) void beginWithDropped(file)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])
}
