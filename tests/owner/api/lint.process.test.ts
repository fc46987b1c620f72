/** Our description of the API, held against the rules that others have for one. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryFile } from '../../support/concierge.ts'
import { createManaged } from '../../support/management.ts'

const run = promisify(execFile)

/** As `redocly lint` tells it; its rules are in redocly.yaml. */
async function problemsIn(document: object): Promise<string[]> {
  const file = await temporaryFile('openapi.json')
  await writeFile(file, JSON.stringify(document))
  const linter = 'node_modules/@redocly/cli/bin/cli.js'
  const { stdout } = await run(
    process.execPath,
    [linter, 'lint', file, '--config', 'redocly.yaml', '--format', 'json'],
    { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
  ).catch((failed: { stdout: string }) => failed)
  const { problems } = JSON.parse(stdout) as { problems: Problem[] }
  return problems.map(
    ({ ruleId, message, location: [at] }) => `${ruleId} at ${at?.pointer}: ${message}`,
  )
}

interface Problem {
  ruleId: string
  message: string
  location: { pointer: string }[]
}

test('redocly finds nothing to warn of in the description', async () => {
  const { api } = await createManaged()
  expect(await problemsIn(api.document)).toEqual([])
})

test('redocly would find an example that is none', async () => {
  const { api } = await createManaged()
  const document = structuredClone(api.document) as unknown as {
    components: { schemas: { Contact: { properties: { contact_name: { pattern?: string } } } } }
  }
  document.components.schemas.Contact.properties.contact_name.pattern = String.raw`^\P{Cc}+$/u`
  expect(await problemsIn(document)).toEqual([expect.stringContaining('Contact')])
})
