interface Window {
  /** What the preload script offers: the window's only way to the runs. */
  readonly fermata: import('../../shared/ipc').FermataApi
}

declare module '*.css'
