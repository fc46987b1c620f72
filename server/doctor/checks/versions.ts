/** What runs here, for whoever reports something; and whether Node is one that this is made for. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrations } from '../../../storage/database.ts'
import { ok, warn, type Finding } from '../check.ts'

const MADE_FOR = 24
const PACKAGE = join(import.meta.dirname, '../../../package.json')

export async function checkVersions(node = process.versions.node): Promise<Finding> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string }
  const schema = Object.keys(migrations).at(-1)!
  const says = `Voice Concierge ${version}, Node ${node} on ${process.platform} ${process.arch}, schema ${schema}.`
  return Number.parseInt(node, 10) === MADE_FOR
    ? ok(says)
    : warn(
        says,
        `It is made and tested for Node ${MADE_FOR}, which comes with npm ci: start it by npm start.`,
      )
}
