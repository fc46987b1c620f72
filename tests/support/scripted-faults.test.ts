import { APIConnectionError, APIError, RateLimitError } from 'openai'
import { describe, expect, it } from 'vitest'
import { ask, clients, hear, openAi, QUESTION } from './chat-client.ts'
import {
  answers,
  babbles,
  drops,
  fails,
  filtersPrompt,
  hangs,
  refuses,
  type Step,
} from './script.ts'
import { closedUrl, startScriptedModel } from './scripted-model.ts'

/** What a client that asks for a stream meets. */
async function meet(step: Step): Promise<unknown> {
  await using model = await startScriptedModel([step])
  return await hear(openAi(model)).catch((error: unknown) => error)
}

describe('a scripted model that fails', () => {
  it('answers with a status, headers and the body that goes with them', async () => {
    await using model = await startScriptedModel([fails(429, { 'retry-after': '7' })])
    const error = await ask(clients['an Azure deployment'](model.url)).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(RateLimitError)
    expect((error as APIError).headers?.get('retry-after')).toBe('7')
    expect((error as APIError).message).toContain('retry after 7 seconds')
  })

  it.each([401, 404, 500, 503])('answers %i', async (status) => {
    expect(await meet(fails(status))).toMatchObject({ status })
  })

  it("filters the prompt as Azure's content filter does", async () => {
    expect(await meet(filtersPrompt('jailbreak'))).toMatchObject({
      status: 400,
      code: 'content_filter',
      error: {
        innererror: { content_filter_result: { jailbreak: { detected: true, filtered: true } } },
      },
    })
  })

  it('stops an answer halfway where the filter takes offence', async () => {
    await using model = await startScriptedModel([answers('I will', { ending: 'content_filter' })])
    const { words, finish, chunks } = await hear(clients['an Azure deployment'](model.url))
    expect({ words, finish }).toEqual({ words: 'I will', finish: 'content_filter' })
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ content_filter_results: { violence: { filtered: true } } }],
    })
  })

  it('refuses in its own field', async () => {
    expect(await meet(refuses('I cannot.'))).toMatchObject({ words: '', refusal: 'I cannot.' })
  })

  it('refuses in its own field where no stream is asked for', async () => {
    await using model = await startScriptedModel([refuses('I cannot.')])
    const { choices } = await openAi(model).chat.completions.create({
      model: 'gpt-small',
      messages: QUESTION,
    })
    expect(choices).toMatchObject([{ message: { content: null, refusal: 'I cannot.' } }])
  })

  it('says nothing at all', async () => {
    expect(await meet(answers(''))).toMatchObject({ words: '', finish: 'stop' })
  })

  it('hangs without a byte', async () => {
    await using model = await startScriptedModel([hangs()])
    const patience = new AbortController()
    const waiting = hear(openAi(model), patience.signal).catch((error: unknown) => String(error))
    await expect.poll(() => model.requests).toHaveLength(1)
    patience.abort()
    expect(await waiting).toMatch('aborted')
    await expect.poll(() => model.requests[0]!.abandoned).toBe(true)
  })

  it('hangs after the headers', async () => {
    await using model = await startScriptedModel([hangs('headers')])
    const patience = new AbortController()
    const stream = await ask(openAi(model), patience.signal)
    patience.abort()
    // The client ends a stream without a word when it is its own signal that cuts it.
    for await (const chunk of stream) expect.unreachable(JSON.stringify(chunk))
    await expect.poll(() => model.requests[0]!.abandoned).toBe(true)
  })

  it('falls silent in the middle of a sentence', async () => {
    await using model = await startScriptedModel([answers('{TRANSFER} I', { ending: 'hang' })])
    const patience = new AbortController()
    const heard: unknown[] = []
    for await (const { choices } of await ask(openAi(model), patience.signal)) {
      heard.push(choices[0]?.finish_reason ?? choices[0]?.delta.content)
      if (heard.at(-1) === ' I') setTimeout(() => patience.abort(), 100)
    }
    expect(heard.join('')).toBe('{TRANSFER} I')
  })

  it('breaks the stream in the middle', async () => {
    await using model = await startScriptedModel([answers('{TRANSFER} I', { ending: 'break' })])
    let words = ''
    const listening = (async () => {
      for await (const chunk of await ask(openAi(model))) {
        words += chunk.choices[0]?.delta.content ?? ''
      }
    })()
    await expect(listening).rejects.toThrow('terminated')
    expect(words).toBe('{TRANSFER} I')
  })

  it('reports an error within the stream', async () => {
    const error = await meet(answers('{TRANSFER} I', { ending: 'error' }))
    expect(error).toBeInstanceOf(APIError)
    expect((error as APIError).type).toBe('server_error')
  })

  it('hangs up without a byte', async () => {
    expect(await meet(drops())).toBeInstanceOf(APIConnectionError)
  })

  it.each(['html', 'silence'] as const)('babbles %s, which ends without an end', async (babble) => {
    expect(await meet(babbles(babble))).toMatchObject({ words: '', finish: null })
  })

  it.each([
    ['garbage', SyntaxError],
    ['shape', TypeError],
  ] as const)('babbles %s, which is no answer', async (babble, error) => {
    expect(await meet(babbles(babble))).toBeInstanceOf(error)
  })

  it('refuses connections where it is closed', async () => {
    const client = clients['an OpenAI-compatible server'](await closedUrl())
    await expect(ask(client)).rejects.toBeInstanceOf(APIConnectionError)
  })
})
