// oxlint-disable-next-line no-restricted-imports -- only tests come here: what is to be killed must be a program of its own
import { build } from 'vite'

/** Builds one of main's files into a program that plain Node starts. */
export async function buildProgram(source: string, folder: string, name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: name } },
    },
  })
}
