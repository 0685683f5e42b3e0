/** Keeps secret values so that only this user can read them again, as far as the system offers that. */
export interface SecretBox {
  /** Where it isn't, secret values are kept readable in a file of this user alone, and the window says so. */
  readonly isAvailable: boolean
  seal(text: string): string
  /** Null when it can't be opened, as on another machine. */
  open(sealed: string): string | null
}
