import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { conciergeFlow } from '../../../machines/flows/concierge.ts'
import { diagramOf } from '../../../machines/diagram.ts'
import { flows } from '../../../machines/flows.ts'
import { diagram } from '../../../server/cli/diagram/diagram.ts'
import { runHere, startConcierge } from '../../support/command.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const run = (args: string[]) => runHere(diagram, args)
const drawing = diagramOf(conciergeFlow)
const fresh = `# Voice Concierge

<!-- flow:concierge -->

\`\`\`mermaid
${drawing}\`\`\`

<!-- /flow -->

The rest, with a $& in it.
`
const stale = fresh.replace('[*] --> ringing', '[*] --> sleeping')

const before = process.cwd()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diagram-'))
  mkdirSync(join(folder, 'docs'))
  process.chdir(folder)
})
afterEach(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true })
})

test.each([...new Set(flows.map((flow) => flow.id))])(
  'docs/flows.md shows %s as it is',
  async (flow) => {
    process.chdir(ROOT)
    expect(await run([flow, '--check'])).toEqual({ code: 0, out: '', err: '' })
  },
)

describe('npm run diagram', () => {
  test.each([[[]], [['concierge']]])('prints the flow for %j', async (args) => {
    expect(await run(args)).toEqual({ code: 0, out: drawing, err: '' })
  })

  test('tells how it is used', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    expect(out).toContain('Usage: npm run diagram')
    expect(out).toContain('Flows: concierge')
  })

  test.each([
    [['sorting'], "There is no flow 'sorting': known are concierge, after-hours, outage"],
    [['concierge', 'sorting'], "One flow at a time: 'sorting' is one too many"],
    [['--wrte'], "Unknown option '--wrte'"],
    [['--check', '--write'], 'Either --write or --check, not both'],
  ])('refuses %j', async (args, reason) => {
    const refused = await run(args)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toBe(`${reason}\nSee npm run diagram -- --help\n`)
  })
})

describe('--format', () => {
  test.each([
    ['xstate', /^import \{ createMachine \} from 'xstate'\n.*createMachine\(\{/s],
    ['json', /^\{\n {2}"id": "after-hours"/],
    ['svg', /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg".*<style>.*<\/svg>$/s],
    ['mermaid', /^stateDiagram-v2/],
  ])('%s is printed', async (format, form) => {
    const { code, out, err } = await run(['after-hours', '--format', format])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.trim()).toMatch(form)
  })

  test.each([
    [['--format', 'png'], "There is no format 'png': known are mermaid, xstate, json, svg"],
    [['--format', 'svg', '--write'], '--format belongs to what is printed, not to --write'],
  ])('refuses %j', async (args, reason) => {
    expect(await run(args)).toMatchObject({ code: 2, err: expect.stringContaining(reason) })
  })
})

describe('--coverage', () => {
  test('says of every line whether a test walks it, and that nobody knows of calls yet', async () => {
    const { code, out } = await runHere(diagram, ['--coverage'], {
      env: { SQLITE_DB_PATH: join(folder, 'none.db') },
    })
    expect(code).toBe(0)
    expect(out).toMatch(/^✓ +\? +judged → parted +otherwise$/m)
    expect(out).toMatch(
      /^(\d+) lines: \1 walked by the tests, no database to ask for calls, 0 by neither$/m,
    )
  })

  test('counts the calls of the last 30 days', async () => {
    const { phone, file, stop } = await startConcierge()
    await (await phone.ring()).say('I sell solar panels')
    await stop()
    const { out } = await runHere(diagram, ['--coverage'], { env: { SQLITE_DB_PATH: file } })
    expect(out).toMatch(/^✓ +1 +judged → parted +otherwise$/m)
    expect(out).toMatch(/^✓ +0 +judged → connectingScreened/m)
  })
})

describe('--write', () => {
  test('brings the page up to date, and touches nothing else in it', async () => {
    readme(stale)
    expect(await run(['concierge', '--write'])).toEqual({ code: 0, out: '', err: '' })
    expect(readme()).toBe(fresh)
  })

  test('fills a place that is empty yet', async () => {
    readme('<!-- flow:concierge --><!-- /flow -->\n')
    expect((await run(['--write'])).code).toBe(0)
    expect((await run(['--check'])).code).toBe(0)
  })

  test('says where the diagram would go when there is no place for it', async () => {
    readme('# Voice Concierge\n')
    expect(await run(['--write'])).toMatchObject({
      code: 1,
      err: 'docs/flows.md has no place for the diagram: put <!-- flow:concierge --> and <!-- /flow --> where it should stand\n',
    })
    expect(readme()).toBe('# Voice Concierge\n')
  })

  test("does not run over into another flow's place", async () => {
    const open = '<!-- flow:concierge -->\n<!-- flow:other -->\n<!-- /flow -->\n'
    readme(open)
    expect((await run(['--write'])).code).toBe(1)
    expect(readme()).toBe(open)
  })
})

describe('--check', () => {
  test('is content with a fresh page, with whatever line ends', async () => {
    readme(fresh)
    expect(await run(['--check'])).toEqual({ code: 0, out: '', err: '' })
    readme(fresh.replaceAll('\n', '\r\n'))
    expect((await run(['--check'])).code).toBe(0)
  })

  test('says what to run when the page is stale, and changes nothing', async () => {
    readme(stale)
    expect(await run(['concierge', '--check'])).toMatchObject({
      code: 1,
      err: 'The diagram in docs/flows.md is not that of the flow: run npm run diagram -- concierge --write\n',
    })
    expect(readme()).toBe(stale)
  })

  test.each(['--check', '--write'])('%s needs its page that is a file', async (task) => {
    mkdirSync(join(folder, 'docs/flows.md'))
    expect(await run([task])).toMatchObject({
      code: 2,
      err: expect.stringContaining('docs/flows.md cannot be read: it is a folder\n'),
    })
  })

  test.each(['--check', '--write'])('%s needs its page', async (task) => {
    expect(await run([task])).toMatchObject({
      code: 1,
      err: 'docs/flows.md does not exist here, so it holds no diagram\n',
    })
  })
})

/** The folder's page, written or read. */
function readme(text?: string): string {
  const path = join(folder, 'docs/flows.md')
  if (text !== undefined) writeFileSync(path, text)
  return readFileSync(path, 'utf8')
}
