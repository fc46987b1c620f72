import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../../server/cli/evaluate/evaluate.ts'
import type { Report } from '../../../server/cli/evaluate/report.ts'
import { OBEYED, runHere } from '../../support/command.ts'
import { temporaryFile } from '../../support/concierge.ts'
import { answers, fails } from '../../support/script.ts'
import { startScriptedModel } from '../../support/scripted-model.ts'

const run = (args: string[], env: Record<string, string> = {}) => runHere(evaluate, args, { env })

async function callsFile(...lines: (object | string)[]): Promise<string> {
  const file = await temporaryFile('calls.jsonl')
  const written = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  await writeFile(file, `${written.join('\n')}\n`)
  return file
}

const FIRE = { text: 'my house is on fire and the children are inside', expected: 'transfer' }
const PITCH = { utterances: ['hello', 'we have an offer on windows'], expected: 'end' }

describe('npm run evaluate', () => {
  test("judges other people's calls and prints the figures", async () => {
    const { code, out } = await run(['--file', await callsFile(FIRE, PITCH)])
    expect(code).toBe(0)
    for (const words of ['accuracy', 'missed urgent', 'leaked unwanted', 'words per reply', 'p95'])
      expect(out).toContain(words)
  })

  test('gives them as JSON too, with every mistake in words', async () => {
    const wrong = { ...FIRE, expected: 'end' }
    const { code, out, err } = await run(['--json', '--file', await callsFile(wrong, PITCH)])
    const [report] = JSON.parse(out) as Report[]
    expect(report).toMatchObject({ calls: 2, accuracy: { count: 1 }, leakedUnwanted: { count: 1 } })
    expect(report!.mistakes).toMatchObject([
      { said: [FIRE.text], expected: 'end', given: 'transfer', reasons: expect.any(Array) },
    ])
    expect(code).toBe(1)
    expect(err).toContain('threshold')
  })

  test('asks a model several calls at a time, and counts those without a verdict as wrong', async () => {
    await using model = await startScriptedModel((request) =>
      request.text.includes('on fire')
        ? answers('{TRANSFER:emergency} I am putting you through.')
        : fails(500),
    )
    const { code, out } = await run(
      ['--screener', 'openai', '--json', '--file', await callsFile(FIRE, FIRE, PITCH)],
      { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' },
    )
    const [report] = JSON.parse(out) as Report[]
    expect(report).toMatchObject({
      calls: 3,
      accuracy: { count: 2, of: 3 },
      firstTokenMs: { p50: expect.any(Number) },
      failed: [{ said: PITCH.utterances }],
    })
    expect(code).toBe(1)
  })

  test('waits for a model that has to be loaded first, and asks nothing where that is in vain', async () => {
    const deadline = { SCREENING_DEADLINE_MS: '500' }
    const greeted = async () => {
      await new Promise((resolve) => setTimeout(resolve, 700))
      return answers('OK')
    }
    await using slow = await startScriptedModel([answers('{END CALL} Goodbye.')], { greeted })
    const args = ['--screener', 'openai', '--json', '--file', await callsFile(PITCH)]
    const set = (url: string) => ({ OPENAI_BASE_URL: url, OPENAI_MODEL: 'small', ...deadline })
    expect((await run(args, set(slow.url))).code).toBe(0)

    await using unknown = await startScriptedModel([], { greeted: () => fails(404) })
    const { code, err } = await run(args, set(unknown.url))
    expect(code).toBe(2)
    expect(err).toMatch(/does not know the deployment or model: .* \(404\)/)
    expect(unknown.requests).toHaveLength(0)
  })

  test.each([
    [['--screener', 'azure'], 'AZURE_OPENAI_ENDPOINT'],
    [['--screener', 'oracle'], "no screener 'oracle'"],
    [['--threshold', '88'], 'from 0 to 1'],
    [['--concurrency', 'many'], 'whole number'],
    [['--loud'], '--loud'],
    [['--threshold', ''], 'from 0 to 1'],
    [['--file', 'nowhere.jsonl'], 'nowhere.jsonl cannot be read: there is no such file'],
    [['--file', tmpdir()], 'cannot be read: it is a folder'],
  ])('%j is answered with what to do, and exit code 2', async (args, hint) => {
    const { code, out, err } = await run(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(hint)
    expect(err).toMatch(/\nSee npm run evaluate -- --help\n$/)
    expect(err).not.toMatch(/\bat .*\.ts:\d+/)
  })

  test('settings that cannot be used are told, and end with 2', async () => {
    const { code, err } = await run([], { MAX_TURNS: 'many' })
    expect(err).toContain('  - MAX_TURNS: give a whole number')
    expect(code).toBe(2)
  })

  test('nothing that was said speaks to the terminal', async () => {
    const said = 'hello \u001b]0;owned\u0007\u009b2J\u202eworld'
    const { out } = await run(['--file', await callsFile({ text: said, expected: 'transfer' })])
    expect(out).toContain('instead of transfer: hello')
    expect(out).not.toMatch(OBEYED)
  })

  test('a file without a call is no success, and a mark of Windows is no part of one', async () => {
    const { code, out, err } = await run(['--file', await callsFile()])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('holds no call: give a line for each, like {"text"')
    const file = await callsFile(FIRE)
    await writeFile(file, `\ufeff${await readFile(file, 'utf8')}`)
    expect(await run(['--file', file])).toMatchObject({ err: '', code: 0 })
  })

  test.each([
    ['not JSON', 'line 2: this is no JSON: write it like {"text"'],
    ['[]', 'line 2: give an object, like {"text"'],
    [{ text: 'hello', expected: 'maybe' }, 'line 2: expected is transfer, end or ask'],
    [{ expected: 'end' }, 'line 2: give text or utterances'],
  ])('a line like %j is named', async (line, problem) => {
    const { code, err } = await run(['--file', await callsFile(FIRE, line)])
    expect(code).toBe(2)
    expect(err).toContain(problem)
  })
})
