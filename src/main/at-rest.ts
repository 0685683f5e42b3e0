/** How long after the start work on what is long past begins: the window comes first. */
const waitMs = 3000

/** Does what can wait, once the runs of earlier starts are taken up and the window has had time to show itself. */
export function onceAtRest(opened: Promise<void>, act: () => void): void {
  void opened.then(() => setTimeout(act, waitMs))
}
