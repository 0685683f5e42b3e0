import type { FermataApi } from '../../src/shared/ipc'

declare global {
  interface Window {
    readonly fermata: FermataApi
  }
}
