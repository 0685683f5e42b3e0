import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type Fermata, ShownRun } from './fermata'

/** The smallest loop that keeps the pause file's contract. */
export const plainLoop = `
import os, time
def checkpoint(path="pause_own.txt"):
    if not os.path.lexists(path):
        return
    print("PAUSE DETECTED: Training paused", flush=True)
    print(f"Delete '{path}' to resume training", flush=True)
    while os.path.lexists(path):
        time.sleep(0.05)
    print("RESUMING: Training resumed", flush=True)
for step in range(1, 20001):
    checkpoint()
    time.sleep(0.02)
    print(f"step {step}/20000 mae {2 / (step + 5):.4f}")
`

/** A run of the user's own, as a person adds it. */
export class OwnRun extends ShownRun {
  readonly folder: string
  readonly script: string

  constructor(
    private readonly fermata: Fermata,
    name: string,
    code: string,
  ) {
    super(fermata.page, fermata.folders, name, 'own-')
    this.folder = join(fermata.folders.workspace, name.replaceAll(' ', '-'))
    mkdirSync(this.folder)
    this.script = join(this.folder, 'train.py')
    writeFileSync(this.script, code)
  }

  field(name: string) {
    return this.fermata.page.getByRole('textbox', { name, exact: true })
  }

  /** Fills in the form of a new run. */
  async fillIn(program = 'python3'): Promise<void> {
    await this.field('Name').fill(this.name)
    await this.field('Program').fill(program)
    await this.field('Arguments').fill(`'${this.script}'`)
    await this.field('Working folder').fill(this.folder)
    await this.field('Path').fill('pause_own.txt')
  }

  /** Presses the button that adds it, and waits for it in the list. */
  async add(): Promise<void> {
    await this.fermata.page
      .getByRole('region', { name: 'Add or cancel' })
      .getByRole('button', { name: 'Add run' })
      .click()
    await expect(this.link).toBeVisible()
  }
}

/** Answers main's own questions, as a person would; gives what was asked. */
export async function answerQuestions(fermata: Fermata, answer: 'allow' | 'cancel'): Promise<() => Promise<string[]>> {
  await fermata.app.evaluate(
    ({ dialog }, response) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      dialog.showMessageBox = (async (_window: unknown, { message, detail }: { message: string; detail: string }) => {
        asked.push(`${message}\n${detail}`)
        return { response, checkboxChecked: false }
      }) as unknown as typeof dialog.showMessageBox
    },
    answer === 'allow' ? 0 : 1,
  )
  return () => fermata.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
}
