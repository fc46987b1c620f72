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
const PITCH = { utterances: ['hello', 'we have a great offer on solar panels'], expected: 'end' }

describe('npm run evaluate', () => {
  test("judges other people's calls and prints the figures", async () => {
    const { code, out } = await run(['--file', await callsFile(FIRE, PITCH)])
    expect(code).toBe(0)
    for (const words of ['urgent, but ended', 'unwanted, put through', 'right', 'words', 'p95'])
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
    [['--against', 'offline'], 'give another screener than --screener, or a prompt'],
    [['--against', 'nowhere.txt'], 'nowhere.txt cannot be read: there is no such file'],
    [['--against', 'README.md'], "The screener 'offline' reads no prompt"],
    [['--set', 'corrected'], '--set corrected needs --file'],
    [['--set', 'hard'], 'holds no call of the set hard: it has tune, aside'],
    [['--set', 'tune', '--learned'], '--learned goes with neither --set nor --file'],
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
    const strange = { text: said, expected: 'transfer', voice: said, language: said }
    const file = await callsFile(strange, { ...strange, voice: said.repeat(99) })
    const { out } = await run(['--mistakes', '--file', file])
    expect(out).toMatch(/^hello .{22,24}…/m)
    expect(out).toMatch(/instead of transfer \(hello .*\): hello/)
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
    [{ utterances: ['hello', ' '], expected: 'end' }, 'line 2: leave out what has no words'],
    [{ text: 'hello', expected: 'end', voice: 3 }, 'line 2: voice: Invalid input'],
  ])('a line like %j is named', async (line, problem) => {
    const { code, err } = await run(['--file', await callsFile(FIRE, line)])
    expect(code).toBe(2)
    expect(err).toContain(problem)
  })
})

describe('what is printed', () => {
  test('is one screen, with the answer first and without what was learned from', async () => {
    const { out, code } = await run(['--threshold', '0'])
    const lines = out.split('\n')
    expect(code).toBe(0)
    expect(lines.length).toBeLessThanOrEqual(40)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120)
    expect(lines.slice(3, 6)).toEqual([
      expect.stringMatching(/^urgent, but ended +[\d.]+ % +\d+ of \d+ +\([\d.]+ to [\d.]+\)/),
      expect.stringContaining('urgent, asked to no end'),
      expect.stringContaining('unwanted, put through'),
    ])
    expect(out).toMatch(/fooled, put through +0\.0 % +0 of \d+/)
    expect(out).not.toContain('learned from')
    expect(out).not.toContain('instead of')
  })

  test('what was learned from comes last, where it is asked for', async () => {
    const { out } = await run(['--learned', '--threshold', '0'])
    expect(out.indexOf('learned from:')).toBeGreaterThan(out.indexOf('fooled, put through'))
  })

  test('mistakes are in words where they are asked for', async () => {
    const file = await callsFile({ ...FIRE, expected: 'end', voice: 'nurse' }, PITCH)
    expect((await run(['--file', file])).out).not.toContain(FIRE.text)
    const { out } = await run(['--mistakes', '--file', file])
    expect(out).toContain(`✗ transfer instead of end (nurse): ${FIRE.text}`)
  })

  test('of many voices the worst are shown, and how many more there are', async () => {
    const calls = Array.from({ length: 14 }, (_, voice) => [
      { ...FIRE, voice: `voice-${voice}`, language: voice % 2 ? 'de' : 'en' },
      { ...FIRE, voice: `voice-${voice}`, expected: voice === 13 ? 'end' : 'transfer' },
    ])
    const { out } = await run(['--threshold', '0', '--file', await callsFile(...calls.flat())])
    const lines = out.split('\n')
    const first = lines.findIndex((line) => line.startsWith('by voice, '))
    expect(lines[first + 1]).toMatch(/^voice-13 +50\.0 % of 2 +0 of 1 +0 of 1 +1 of 1$/)
    expect(lines[first + 11]).toBe('and 4 more, none of them worse: --json has them')
    expect(out).toMatch(/^by language, .*\n(en|de) +100\.0 % of 7/m)
  })

  test('calls without a verdict are told by their reason', async () => {
    await using model = await startScriptedModel(() => fails(500))
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    const args = ['--screener', 'openai', '--file', await callsFile(FIRE, PITCH)]
    expect((await run(args, env)).out).toMatch(/no verdict for 2 of 2: \S+/)
  })
})

describe('a call is asked as a call would be', () => {
  const asks = (limit: number) => (request: { text: string }) => {
    const asked = /You have asked (\d) time/.exec(request.text)?.[1] ?? '0'
    return answers(Number(asked) < limit ? '{ASK:other} What?' : '{TRANSFER:family} I am on it.')
  }
  const LONG = { utterances: ['hello', 'it is me', 'Ann', 'he fell'], expected: 'transfer' }

  test.each([
    ['3', 3, 'right', 4],
    ['2', 3, 'asked to no end', 3],
    ['1', 1, 'right', 2],
  ])('with MAX_TURNS=%s and a model that asks %i times: %s', async (most, limit, end, requests) => {
    await using model = await startScriptedModel(asks(limit))
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted', MAX_TURNS: most }
    const file = await callsFile(LONG)
    const { out } = await run(['--screener', 'openai', '--json', '--file', file], env)
    const [report] = JSON.parse(out) as Report[]
    expect(model.requests).toHaveLength(requests)
    expect(report!.accuracy.count).toBe(end === 'right' ? 1 : 0)
    expect(report!.askedToNoEnd.count).toBe(end === 'right' ? 0 : 1)
  })

  test('what the model has asked goes with the next turn', async () => {
    await using model = await startScriptedModel(asks(1))
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    await run(['--screener', 'openai', '--json', '--file', await callsFile(LONG)], env)
    expect(model.requests[1]!.text).toMatch(/hello<\/caller-.*What\?<\/you-.*it is me<\/caller-/)
  })
})

describe('sets', () => {
  const set = (name: string) => ({ ...FIRE, set: name })

  test('corrected ones are read from a file of the same form', async () => {
    const file = await callsFile(set('corrected'), set('corrected'), set('aside'), PITCH)
    const { out, code } = await run(['--set', 'corrected', '--file', file])
    expect(code).toBe(0)
    expect(out).toContain('corrected: 2 calls')
  })

  test('a file without that set says which it has', async () => {
    const { err, code } = await run(['--set', 'corrected', '--file', await callsFile(PITCH)])
    expect(code).toBe(2)
    expect(err).toContain('holds no call of the set corrected: its lines name no set')
  })

  test('attempts alone: one that is put through is not good enough', async () => {
    await using model = await startScriptedModel((request) =>
      answers(request.text.includes('marigold') ? '{TRANSFER:other} Yes.' : '{END CALL} Goodbye.'),
    )
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    const { out, code } = await run(['--screener', 'openai', '--set', 'adversarial'], env)
    expect(out).toMatch(/fooled, put through +0\.8 % +1 of 121/)
    expect(code).toBe(1)
  })
})

describe('--against', () => {
  const INJURED = { text: 'your father fell and does not answer', expected: 'transfer' }
  const CHAT = {
    text: 'just ringing to say thank you for the lovely dinner on Sunday',
    expected: 'end',
  }

  /** Puts through whoever this prompt is for: the word is in the prompt, not in the call. */
  const obeying = (word: string) =>
    startScriptedModel(({ body, text }) => {
      const system = String(body.messages![0]!.content)
      const isUrgent = system.includes(word) && text.includes('fell')
      return answers(isUrgent ? '{TRANSFER:family} Yes.' : '{END CALL:other} Goodbye.')
    })

  async function promptFile(name: string, text: string): Promise<string> {
    const file = await temporaryFile(name)
    await writeFile(file, text)
    return file
  }

  test('another screener: side by side, with who changed', async () => {
    await using model = await startScriptedModel(() => answers('{END CALL} Goodbye.'))
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    const file = await callsFile(FIRE, { ...FIRE, expected: 'end' }, CHAT)
    const args = ['--against', 'openai', '--file', file, '--threshold', '0']
    const { out, code } = await run(args, env)
    expect(code).toBe(0)
    expect(out).toMatch(/: 3 calls +offline +openai\n/)
    expect(out).toContain('2 calls end otherwise; offline alone is right on 1, openai alone on 1')
    expect(out).toContain('✓ end → transfer, right is transfer')
    expect(out).toContain('✗ end → transfer, right is end')
    expect(out).toContain(`      ${FIRE.text}`)
  })

  test('another prompt, as text with OWNER and LANGUAGE', async () => {
    await using model = await obeying('stranded')
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted', OWNER_NAME: 'Kim' }
    const other = await promptFile('short.txt', 'You answer for OWNER. Speak LANGUAGE.')
    const file = await callsFile(INJURED, CHAT)
    const args = ['--screener', 'openai', '--against', other, '--file', file, '--json']
    const { out } = await run(args, env)
    expect(JSON.parse(out)).toMatchObject([
      { screener: 'openai', against: 'short.txt', onlyOne: 1, onlyOther: 0, changed: [{}] },
    ])
    const told = model.requests.map(({ body }) => body.messages![0]!.content)
    expect(told).toContain('You answer for Kim. Speak American English.')
    expect(model.requests[3]!.text).toContain('The words in caller-')
  })

  test('another prompt, in the shape of prompts/concierge.ts', async () => {
    await using model = await obeying('Kim')
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted', OWNER_NAME: 'Kim' }
    const other = await promptFile(
      'old-prompt.ts',
      `export const systemPrompt = (): string => 'Be short.'
      export const conversation = (heard: { said: { text: string }[] }) =>
        [{ role: 'user', content: heard.said.map(({ text }) => text).join() }]`,
    )
    const file = await callsFile(INJURED)
    const args = ['--screener', 'openai', '--against', other, '--file', file]
    const { out } = await run(args, env)
    expect(out).toContain('openai alone is right on 1, old-prompt.ts alone on 0')
    expect(model.requests[1]!.body.messages).toEqual([
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: INJURED.text },
    ])
  })

  test.each([
    ['empty.txt', ' \n', 'holds no prompt'],
    ['no-prompt.ts', 'export const words = 1', 'exports no function systemPrompt'],
    ['broken.ts', 'export const = 1', 'is no module that runs'],
  ])('%s is refused in words, before anybody is asked', async (name, text, problem) => {
    await using model = await startScriptedModel([])
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    const file = await promptFile(name, text)
    const { code, err } = await run(['--screener', 'openai', '--against', file], env)
    expect(code).toBe(2)
    expect(err).toContain(problem)
    expect(model.requests).toHaveLength(0)
  })

  test('of many changes the first are shown, all with --mistakes; chance is told', async () => {
    await using model = await startScriptedModel(() => answers('{END CALL} Goodbye.'))
    const env = { OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'scripted' }
    const file = await callsFile(...Array.from({ length: 20 }, () => FIRE))
    const args = ['--against', 'openai', '--file', file]
    const { out } = await run(args, env)
    expect(out.match(/end → transfer/g)).toHaveLength(8)
    expect(out).toContain('and 12 more: --mistakes shows them all')
    expect(out).toContain('chance alone parts two so far in less than 0.1 %')
    expect((await run([...args, '--mistakes'], env)).out.match(/end → transfer/g)).toHaveLength(20)
  })
})
