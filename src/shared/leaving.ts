import type { QuitChoice } from './settings'

/** How far the app is with leaving its runs; null while nobody wants it to. The runs themselves tell who is still busy. */
export type LeavingView =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'waiting'
      readonly choice: Exclude<QuitChoice, 'keep'>
      readonly since: number
      /** The profiles whose runs were asked to pause or to stop. */
      readonly asked: readonly string[]
    }
  | null
