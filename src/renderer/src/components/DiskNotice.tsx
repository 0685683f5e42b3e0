import { HardDrive } from 'lucide-react'
import { useRunStore } from '../run-store'
import { lowDiskWords } from '../wording/disk'

/** Says that the disk with the logs is full or nearly so, for as long as it is. */
export function DiskNotice() {
  const words = useRunStore((store) => (store.lowDisk ? lowDiskWords(store.lowDisk) : null))
  if (words === null) return null
  return (
    <p role="alert" className="disk-notice">
      <HardDrive size={16} strokeWidth={1.75} aria-hidden="true" />
      {words}
    </p>
  )
}
