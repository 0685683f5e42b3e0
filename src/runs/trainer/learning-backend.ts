import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { env, ready, setBackend, version_core } from '@tensorflow/tfjs-core'
import { RunFailure, reasonOf } from '../run-failure'

/**
 * Gets the WebAssembly backend ready; returns its name as saved progress carries it.
 *
 * The name tells what decides the last bits of a result: backend, whether the processor's vector unit is used, version.
 */
export async function startBackend(assetFolder: string): Promise<string> {
  // The kernels for several threads need a browser's workers; one thread gives the same bits everywhere.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths(`${assetFolder}/`)
  try {
    if (!(await setBackend('wasm'))) throw new Error('it did not start')
    await ready()
  } catch (error) {
    throw new RunFailure('failed', `Can't load the learning library from ${assetFolder}: ${reasonOf(error)}`, {
      cause: error,
    })
  }
  const hasSimd = await env().getAsync('WASM_HAS_SIMD_SUPPORT')
  return `tfjs ${version_core} wasm${hasSimd ? ' with SIMD' : ''}`
}
