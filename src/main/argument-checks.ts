/** What reading the arguments of calls from the window is made of: each throws at anything else than it is for. */

/** A reader of the arguments of each of some calls; a channel without one is a type error. */
export type ReadersOf<Calls extends { readonly [Channel in keyof Calls]: (...values: never[]) => unknown }> = {
  readonly [Channel in keyof Calls]: (values: readonly unknown[]) => Parameters<Calls[Channel]>
}

/** No arguments. */
export function nothing(values: readonly unknown[]): [] {
  expectCount(values, 0)
  return []
}

/** So many arguments. */
export function expectCount(values: readonly unknown[], count: number): void {
  if (values.length !== count) throw new Error('Wrong number of arguments')
}

/** One of some texts. */
export function oneOf<Value extends string>(known: readonly Value[]): (value: unknown) => Value {
  return (value) => {
    const found = known.find((one) => one === value)
    if (found === undefined) throw new Error('Wrong argument')
    return found
  }
}

/** A text of so many characters at most. */
export function textUpTo(most: number): (value: unknown) => string {
  return (value) => {
    if (typeof value !== 'string' || value.length > most) throw new Error('Wrong argument')
    return value
  }
}
