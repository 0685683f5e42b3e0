/** A folder of the PATH. */
export interface SearchedFolder {
  readonly path: string
  readonly isThere: boolean
}

/** Where a run's program is looked for, and what is there instead of it. */
export interface ProgramSearch {
  /** As it is set up. */
  readonly program: string
  /** Where it is; null when it isn't there, and where that can't be told. */
  readonly path: string | null
  /** In the order of the search, each once; empty for a program that is named by its path. */
  readonly folders: readonly SearchedFolder[]
  /** A program that may do as well, by its name on the PATH; its version where that is known. */
  readonly instead: { readonly program: string; readonly path: string; readonly version: string | null } | null
}
