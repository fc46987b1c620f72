import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import { diagramOf } from '../../machines/diagram.ts'
import { flows } from '../../machines/flows.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const drawing = diagramOf(conciergeFlow)
const fresh = `# Voice Concierge

<!-- flow:concierge -->

\`\`\`mermaid
${drawing}\`\`\`

<!-- /flow -->

The rest, with a $& in it.
`
const stale = fresh.replace('[*] --> ringing', '[*] --> sleeping')

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'diagram-'))))
afterEach(() => rmSync(folder, { recursive: true }))

test.each([...new Set(flows.map((flow) => flow.id))])('the README shows %s as it is', (flow) => {
  expect(diagram([flow, '--check'], ROOT)).toEqual({ code: 0, out: '', error: '' })
})

describe('npm run diagram', () => {
  test.each([[[]], [['concierge']]])('prints the flow for %j', (args) => {
    expect(diagram(args)).toEqual({ code: 0, out: drawing, error: '' })
  })

  test('tells how it is used', () => {
    const { code, out } = diagram(['--help'])
    expect(code).toBe(0)
    expect(out).toContain('Usage: npm run diagram')
    expect(out).toContain('Flows: concierge')
  })

  test.each([
    [['sorting'], "There is no flow 'sorting': known are concierge, after-hours"],
    [['concierge', 'sorting'], "One flow at a time: 'sorting' is one too many"],
    [['--wrte'], "Unknown option '--wrte'"],
    [['--check', '--write'], 'Either --write or --check, not both'],
  ])('refuses %j', (args, reason) => {
    const refused = diagram(args)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.error).toBe(`${reason}\nSee npm run diagram -- --help\n`)
  })
})

describe('--write', () => {
  test('brings the README up to date, and touches nothing else in it', () => {
    readme(stale)
    expect(diagram(['concierge', '--write'])).toEqual({ code: 0, out: '', error: '' })
    expect(readme()).toBe(fresh)
  })

  test('fills a place that is empty yet', () => {
    readme('<!-- flow:concierge --><!-- /flow -->\n')
    expect(diagram(['--write']).code).toBe(0)
    expect(diagram(['--check']).code).toBe(0)
  })

  test('says where the diagram would go when there is no place for it', () => {
    readme('# Voice Concierge\n')
    expect(diagram(['--write'])).toMatchObject({
      code: 1,
      error:
        'README.md has no place for the diagram: put <!-- flow:concierge --> and <!-- /flow --> where it should stand\n',
    })
    expect(readme()).toBe('# Voice Concierge\n')
  })

  test("does not run over into another flow's place", () => {
    const open = '<!-- flow:concierge -->\n<!-- flow:other -->\n<!-- /flow -->\n'
    readme(open)
    expect(diagram(['--write']).code).toBe(1)
    expect(readme()).toBe(open)
  })
})

describe('--check', () => {
  test('is content with a fresh README, with whatever line ends', () => {
    readme(fresh)
    expect(diagram(['--check'])).toEqual({ code: 0, out: '', error: '' })
    readme(fresh.replaceAll('\n', '\r\n'))
    expect(diagram(['--check']).code).toBe(0)
  })

  test('says what to run when the README is stale, and changes nothing', () => {
    readme(stale)
    expect(diagram(['concierge', '--check'])).toMatchObject({
      code: 1,
      error:
        'The diagram in README.md is not that of the flow: run npm run diagram -- concierge --write\n',
    })
    expect(readme()).toBe(stale)
  })

  test.each(['--check', '--write'])('%s needs a README', (task) => {
    expect(diagram([task])).toMatchObject({
      code: 1,
      error: 'README.md does not exist here, so it holds no diagram\n',
    })
  })
})

/** The command as a person runs it, in a folder. */
function diagram(args: string[], cwd = folder) {
  const cli = join(ROOT, 'server/cli.ts')
  const run = spawnSync(process.execPath, [cli, 'diagram', ...args], { cwd, encoding: 'utf8' })
  return { code: run.status, out: run.stdout, error: run.stderr }
}

/** The folder's README, written or read. */
function readme(text?: string): string {
  const path = join(folder, 'README.md')
  if (text !== undefined) writeFileSync(path, text)
  return readFileSync(path, 'utf8')
}
