import { type DragEvent, useState } from 'react'
import type { RunView } from '../../shared/ipc'
import { moveRunTo } from './setup-store'

/** What makes a row of the list of runs one that can be dragged, and dropped on. */
export interface DraggedRow {
  readonly draggable: boolean
  /** Where the dragged run would come to stand, while it is over this row. */
  readonly 'data-drop'?: 'before' | 'after' | undefined
  onDragStart(event: DragEvent): void
  onDragOver(event: DragEvent): void
  onDrop(event: DragEvent): void
  onDragEnd(): void
}

/** Lets the user's own runs be put in another order by dragging; the built-in ones stay before them. */
export function useDraggedRuns(runs: readonly RunView[]): (run: RunView) => DraggedRow {
  const [dragged, drag] = useState<string | null>(null)
  const [over, hover] = useState<string | null>(null)
  const own = runs.filter((run) => run.own !== null).map(({ profileId }) => profileId)
  const end = () => {
    drag(null)
    hover(null)
  }
  return ({ profileId }) => {
    const [from, to] = [dragged === null ? -1 : own.indexOf(dragged), own.indexOf(profileId)]
    const isTarget = from >= 0 && to >= 0
    return {
      draggable: to >= 0,
      'data-drop': isTarget && over === profileId && from !== to ? (from < to ? 'after' : 'before') : undefined,
      onDragStart(event) {
        // What is dragged is no text that another app could take.
        event.dataTransfer.setData('application/x-fermata-run', '')
        event.dataTransfer.effectAllowed = 'move'
        drag(profileId)
      },
      onDragOver(event) {
        hover(profileId)
        if (!isTarget) return
        event.preventDefault()
        event.stopPropagation()
        event.dataTransfer.dropEffect = 'move'
      },
      onDrop(event) {
        if (!isTarget || dragged === null) return
        event.preventDefault()
        event.stopPropagation()
        end()
        void moveRunTo(dragged, from, to)
      },
      onDragEnd: end,
    }
  }
}
