import { setImmediate } from 'node:timers/promises'
import type OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { ask, clients, hear, KEY, openAi, post, QUESTION } from './chat-client.ts'
import { answers, tokensOf } from './script.ts'
import { startScriptedModel } from './scripted-model.ts'

/** Azure judges the prompt before it speaks, in a chunk of its own. */
const judgement = { choices: [], prompt_filter_results: [{ prompt_index: 0 }] }
const role = { choices: [{ delta: { role: 'assistant', content: '' } }] }

describe.each([
  {
    name: 'an Azure deployment',
    opening: [judgement, role],
    sent: {
      url: '/openai/deployments/gpt-small/chat/completions?api-version=2024-10-21',
      headers: { 'api-key': KEY },
    },
  },
  {
    name: "Azure's v1 endpoint",
    opening: [judgement, role],
    sent: { url: '/openai/v1/chat/completions', headers: { authorization: `Bearer ${KEY}` } },
  },
  {
    name: 'an OpenAI-compatible server',
    opening: [role],
    sent: { url: '/v1/chat/completions', headers: { authorization: `Bearer ${KEY}` } },
  },
] as const)('the scripted model as $name', ({ name, opening, sent }) => {
  const connect = clients[name]

  it('streams its words token by token, and ends', async () => {
    await using model = await startScriptedModel([answers('{ASK:other} What happened?')])
    const { words, finish, chunks } = await hear(connect(model.url))
    expect(words).toBe('{ASK:other} What happened?')
    expect(finish).toBe('stop')
    const spoken = chunks.map((chunk) => chunk.choices[0]?.delta.content).filter(Boolean)
    expect(spoken).toEqual(tokensOf('{ASK:other} What happened?'))
    expect(new Set(chunks.slice(1).map(({ id }) => id)).size).toBe(1)
    model.assertPlayedOut()
  })

  it('begins with the role, on Azure after the judgement of the prompt', async () => {
    await using model = await startScriptedModel([answers(['Hi'])])
    const { chunks } = await hear(connect(model.url))
    expect(chunks).toMatchObject([
      ...opening,
      { choices: [{ delta: { content: 'Hi' }, finish_reason: null }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
    ])
  })

  it('answers in one piece where no stream is asked for', async () => {
    await using model = await startScriptedModel([answers('{END CALL} Goodbye.')])
    const whole = await connect(model.url).chat.completions.create({
      model: 'gpt-small',
      messages: QUESTION,
    })
    expect(whole.choices[0]).toMatchObject({
      message: { role: 'assistant', content: '{END CALL} Goodbye.' },
      finish_reason: 'stop',
    })
    expect(whole.usage?.completion_tokens).toBeGreaterThan(3)
  })

  it('lets in only who has the key', async () => {
    await using model = await startScriptedModel([answers('Hi')], { key: 'another-key' })
    await expect(ask(connect(model.url))).rejects.toMatchObject({ status: 401 })
    expect(model.requests).toEqual([])
  })

  it('keeps what it was asked, with the key and the model', async () => {
    await using model = await startScriptedModel([answers('Hi')], { key: KEY })
    await hear(connect(model.url))
    expect(model.requests).toMatchObject([
      { ...sent, model: 'gpt-small', body: { messages: QUESTION, stream: true } },
    ])
    expect(model.requests[0]!.text).toContain('It is about the roof.')
  })
})

describe('the timing of a scripted model', () => {
  it('lets the client wait for the first token, then keeps its pace', async () => {
    await using model = await startScriptedModel([
      answers(['{ASK}', ' Why', ' so', '?'], { firstTokenMs: 80, tokensPerSecond: 50 }),
    ])
    const start = performance.now()
    const arrived: number[] = []
    for await (const chunk of await ask(openAi(model))) {
      if (chunk.choices[0]?.delta.content) arrived.push(performance.now() - start)
    }
    expect(arrived[0]).toBeGreaterThan(75)
    // From the beginning: on a busy machine the first may be heard late, and the others close behind it.
    expect(arrived[3]).toBeGreaterThan(130)
    const { tokensAt, at } = model.requests[0]!
    expect(tokensAt).toHaveLength(4)
    expect(tokensAt[0]! - at).toBeGreaterThan(75)
  })

  it("sends tokens in lots, as Azure's filter does", async () => {
    await using model = await startScriptedModel([
      answers(['a', 'b', 'c', 'd', 'e'], { tokensPerChunk: 2 }),
    ])
    const { chunks } = await hear(openAi(model))
    const contents = chunks.map((chunk) => chunk.choices[0]?.delta.content)
    expect(contents.filter(Boolean)).toEqual(['ab', 'cd', 'e'])
  })

  it('cuts events anywhere, even within a character, and loses nothing', async () => {
    await using model = await startScriptedModel([answers('Tschüß, 再见 👋', { bytesPerWrite: 3 })])
    expect((await hear(openAi(model))).words).toBe('Tschüß, 再见 👋')
    model.play(answers('Hi', { bytesPerWrite: 3 }))
    const response = await post(model, '/v1/chat/completions', { messages: QUESTION, stream: true })
    const endings: string[] = []
    for await (const piece of response.body!) endings.push(Buffer.from(piece).toString().slice(-2))
    expect(endings.some((ending) => ending !== '\n\n')).toBe(true)
  })

  it('keeps the headers until the first token, and a whole answer until the last', async () => {
    await using model = await startScriptedModel(() =>
      answers(['a', 'b', 'c'], { firstTokenMs: 60, tokensPerSecond: 40 }),
    )
    const start = performance.now()
    await post(model, '/v1/chat/completions', { messages: QUESTION, stream: true })
    expect(performance.now() - start).toBeGreaterThan(55)
    const middle = performance.now()
    await post(model, '/v1/chat/completions', { messages: QUESTION })
    expect(performance.now() - middle).toBeGreaterThan(105)
  })

  it('counts tokens for who asks for it', async () => {
    await using model = await startScriptedModel([answers(['a', 'b'])])
    const stream = await openAi(model).chat.completions.create({
      model: 'gpt-small',
      messages: QUESTION,
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks: OpenAI.ChatCompletionChunk[] = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 2 } })
    expect(chunks[0]!.usage).toBeNull()
  })
})

describe('what a scripted model notices', () => {
  it('tells whether a connection was used again', async () => {
    await using model = await startScriptedModel(() => answers('Hi'))
    const client = openAi(model)
    await client.models.list()
    // A connection is free again a turn of the loop after its answer has been read.
    await setImmediate()
    await hear(client)
    await setImmediate()
    await hear(client)
    await setImmediate()
    expect(model.visits).toEqual([
      'GET /v1/models',
      'POST /v1/chat/completions',
      'POST /v1/chat/completions',
    ])
    expect(model.connections).toBe(1)
    expect(model.requests.map(({ connection }) => connection)).toEqual([1, 1])
    await Promise.all([hear(client), hear(client)])
    expect(model.connections).toBe(2)
  })

  it('lets a function decide from what was asked', async () => {
    await using model = await startScriptedModel(({ text }, index) =>
      answers(text.includes('roof') ? `roof ${index}` : 'other'),
    )
    const client = openAi(model)
    await hear(client)
    expect((await hear(client)).words).toBe('roof 1')
  })

  it('complains of a request too many and of a step too few', async () => {
    await using model = await startScriptedModel([answers('Hi')])
    expect(() => model.assertPlayedOut()).toThrow('1 step(s) were never asked for')
    const client = openAi(model)
    await hear(client)
    model.assertPlayedOut()
    await expect(ask(client)).rejects.toThrow('no step for request 2')
    expect(() => model.assertPlayedOut()).toThrow('1 request(s) came after the script was over')
    model.play(answers('Again'))
    expect((await hear(client)).words).toBe('Again')
  })

  it.each([
    ['/openai/deployments/gpt-small/chat/completions', { messages: QUESTION }, 404],
    ['/chat/completions', { messages: QUESTION }, 404],
    ['/v1/chat/completions', { messages: [] }, 400],
    ['/v1/chat/completions', 'no object', 400],
    ['/v1/chat/completions', undefined, 400],
  ])('turns away a request to %s that no server would understand', async (path, body, status) => {
    await using model = await startScriptedModel([answers('Hi')])
    expect((await post(model, path, body)).status).toBe(status)
    expect(model.requests).toEqual([])
  })

  it('takes the model from the path of a deployment', async () => {
    await using model = await startScriptedModel([answers('Hi')])
    const path = '/openai/deployments/gpt-large/chat/completions?api-version=2024-10-21'
    await post(model, path, { messages: QUESTION, model: 'another' })
    expect(model.requests[0]!.model).toBe('gpt-large')
  })

  it('ends every stream as the protocol says', async () => {
    await using model = await startScriptedModel([answers('Hi')])
    const response = await post(model, '/openai/v1/chat/completions', {
      messages: QUESTION,
      stream: true,
    })
    // Without the hint a client decides by itself how long a connection may be idle.
    expect(response.headers.get('keep-alive')).toBeNull()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const events = (await response.text()).split('\n\n')
    expect(events.at(-1)).toBe('')
    expect(events.at(-2)).toBe('data: [DONE]')
    for (const event of events.slice(0, -2)) {
      expect(JSON.parse(event.slice('data: '.length))).toHaveProperty('choices')
    }
  })
})
