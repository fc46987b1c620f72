/** A client as somebody else would have it made from an API's description: by orval, with zod at its edges. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generate } from 'orval'
import { onTestFinished } from 'vitest'
import type { z } from 'zod'

/** Within the project, so that what is made finds zod; git does not look there. */
const ARTIFACTS = join(import.meta.dirname, '../../artifacts')

type Operation = (...args: unknown[]) => Promise<{ data: unknown; status: number }>

export interface GeneratedClient {
  /** By their `operationId`; each refuses an answer that is not as described. */
  operations: Record<string, Operation>
  /** Of bodies and parameters, by the names that orval gives them. */
  schemas: Record<string, z.ZodType>
}

/** `url`: of the server that it asks. Gone after the test. */
export async function generateClient(document: object, url: string): Promise<GeneratedClient> {
  await mkdir(ARTIFACTS, { recursive: true })
  const folder = await mkdtemp(join(ARTIFACTS, 'client-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [input, client] = [join(folder, 'openapi.json'), join(folder, 'client.ts')]
  await writeFile(input, JSON.stringify(document))
  await generate(
    {
      input: { target: input },
      output: {
        target: client,
        baseUrl: url,
        client: 'fetch',
        schemas: { path: join(folder, 'model'), type: 'zod' },
        tsconfig: { compilerOptions: { allowImportingTsExtensions: true } },
        override: { fetch: { runtimeValidation: true } },
      },
    },
    folder,
  )
  // It expects a bundler, which finds a folder's index.
  const source = await readFile(client, 'utf8')
  await writeFile(client, source.replaceAll("from './model'", "from './model/index.ts'"))
  return {
    operations: (await load(client)) as GeneratedClient['operations'],
    schemas: (await load(join(folder, 'model/index.ts'))) as GeneratedClient['schemas'],
  }
}

async function load(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href)
}
