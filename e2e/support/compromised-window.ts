import type { CDPSession, Page } from '@playwright/test'
import { valuesOf, type WrongMessage } from '../../src/shared/support/wrong-messages'

/** How often each answer came, and the number of the first message that got it. */
export type Answers = Record<string, { count: number; first: number }>

/**
 * The window's process as someone has it who broke out of its page.
 *
 * The bridge gives a page named methods, each with as many arguments as it declares. Behind it is `ipcRenderer`, which
 * sends anything to any channel; it is taken out of the preload's own world, so main sees the very sender that it trusts.
 */
export class CompromisedWindow {
  private constructor(
    private readonly debugging: CDPSession,
    private readonly ipcRenderer: string,
  ) {}

  static async of(page: Page): Promise<CompromisedWindow> {
    const debugging = await page.context().newCDPSession(page)
    const worlds: { readonly id: number; readonly name: string }[] = []
    debugging.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context))
    await debugging.send('Runtime.enable')
    const world = worlds.find(({ name }) => name === 'Electron Isolated Context')
    if (!world) throw new Error('The preload has no world of its own')
    const everything = await debugging.send('Runtime.evaluate', {
      expression: 'Object.prototype',
      contextId: world.id,
    })
    const { objects } = await debugging.send('Runtime.queryObjects', {
      prototypeObjectId: everything.result.objectId ?? '',
    })
    const { result } = await debugging.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: `function () {
        for (const one of this) {
          try {
            if (typeof one.sendToHost === 'function' && !Object.hasOwn(one, 'constructor')) return one
          } catch {}
        }
      }`,
    })
    if (!result.objectId) throw new Error('ipcRenderer was not found')
    return new CompromisedWindow(debugging, result.objectId)
  }

  /** Sends messages, all at once, and waits for the answers to all. */
  async invoke(messages: readonly WrongMessage[]): Promise<Answers> {
    return (await this.call(
      `async function (messages) {
        const valuesOf = ${valuesOf.toString()}
        const answers = {}
        const note = (answer, first) => (answers[answer] ??= { count: 0, first }).count++
        await Promise.all(messages.map(({ channel, args }, number) =>
          this.invoke(channel, ...valuesOf(args)).then(
            (value) => note('taken: ' + JSON.stringify(value), number),
            (error) => note(error.message.replace("Error invoking remote method '" + channel + "': ", ''), number),
          )))
        return answers
      }`,
      messages,
    )) as Answers
  }

  /** Sends messages in the ways that nothing in main listens to, with a port beside each. */
  async send(messages: readonly WrongMessage[]): Promise<void> {
    await this.call(
      `function (messages) {
        const valuesOf = ${valuesOf.toString()}
        for (const { channel, args } of messages) {
          this.send(channel, ...valuesOf(args))
          this.postMessage(channel, valuesOf(args), [new MessageChannel().port1])
        }
      }`,
      messages,
    )
  }

  private async call(functionDeclaration: string, messages: readonly WrongMessage[]): Promise<unknown> {
    const { result, exceptionDetails } = await this.debugging.send('Runtime.callFunctionOn', {
      objectId: this.ipcRenderer,
      functionDeclaration,
      arguments: [{ value: messages }],
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
}
