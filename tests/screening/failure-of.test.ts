import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  isPermanent,
  SCREENER_FAILURES,
  type ScreenerFailure,
} from '../../machines/screener-failure.ts'
import { createAzureModel, createOpenAiModel } from '../../server/screening/chat-model.ts'
import { failureOf } from '../../server/screening/failure-of.ts'
import { fails } from '../support/script.ts'
import { closedUrl, startScriptedModel, type ScriptedModel } from '../support/scripted-model.ts'
import { createCertificate } from '../support/key-vault-certificate.ts'

let scripted: ScriptedModel
beforeAll(async () => {
  scripted = await startScriptedModel([])
})
afterAll(() => scripted.close())

type Model = Pick<ReturnType<typeof createOpenAiModel>, 'answer'>

async function failure(model: Model) {
  const { signal } = new AbortController()
  try {
    for await (const _ of model.answer([{ role: 'user', content: 'hello' }], signal));
  } catch (error) {
    return failureOf(error)
  }
  throw new Error('It answered')
}

const at = (url: string) => createOpenAiModel({ baseUrl: `${url}/v1`, model: 'small', key: null })
const error = (message: string, more: object = {}) => ({ error: { message, ...more } })

const TOLD: [maker: string, status: number, body: object | string, code: ScreenerFailure][] = [
  [
    'Azure',
    404,
    error('The API deployment for this resource does not exist.', { code: 'DeploymentNotFound' }),
    'unknown_model',
  ],
  ['Azure', 404, error('Resource not found', { code: '404' }), 'not_found'],
  [
    'Azure',
    403,
    error('Public access is disabled. Please configure private endpoint.', { code: '403' }),
    'forbidden',
  ],
  [
    'Azure',
    400,
    error('The chatCompletion operation does not work with the specified model.', {
      code: 'OperationNotSupported',
    }),
    'unknown_model',
  ],
  ['Foundry', 400, error('Unknown model: small', { code: 'unknown_model' }), 'unknown_model'],
  [
    'OpenAI',
    404,
    error('The model `small` does not exist or you do not have access to it.', {
      code: 'model_not_found',
    }),
    'unknown_model',
  ],
  [
    'OpenAI',
    429,
    error('You exceeded your current quota', { code: 'insufficient_quota' }),
    'no_quota',
  ],
  [
    'OpenAI',
    429,
    error('Rate limit reached. Add a payment method in the billing settings.', {
      code: 'rate_limit_exceeded',
    }),
    'throttled',
  ],
  [
    'OpenAI',
    400,
    error("Unsupported parameter: 'max_tokens' is not supported with this model.", {
      code: 'unsupported_parameter',
    }),
    'client_error',
  ],
  [
    'Gemini',
    429,
    error('You exceeded your current quota, please check your plan', { code: 429 }),
    'throttled',
  ],
  [
    'Gemini',
    400,
    [error('API key not valid. Please pass a valid API key.', { code: 400 })],
    'unauthorized',
  ],
  [
    'Ollama',
    404,
    error('model "small" not found, try pulling it first', { type: 'api_error' }),
    'unknown_model',
  ],
  [
    'vLLM',
    404,
    { object: 'error', message: 'The model `small` does not exist.', code: 404 },
    'unknown_model',
  ],
  [
    'LiteLLM',
    400,
    error('Invalid model name passed in model=small', { code: '400' }),
    'unknown_model',
  ],
  ['OpenRouter', 400, error('small is not a valid model ID', { code: 400 }), 'unknown_model'],
  ['OpenRouter', 402, error('Insufficient credits', { code: 402 }), 'no_quota'],
  [
    'OpenRouter',
    403,
    error('Flagged', { code: 403, metadata: { reasons: ['violence'] } }),
    'filtered',
  ],
  ['LM Studio', 400, error('No models loaded. Please load a model.'), 'unknown_model'],
  ['llama.cpp', 503, error('Loading model', { code: 503, type: 'unavailable_error' }), 'loading'],
  ['nginx', 405, '<html><h1>405 Not Allowed</h1></html>', 'not_found'],
  ['nginx', 502, '<html><h1>502 Bad Gateway</h1></html>', 'server_error'],
  ['somebody', 408, error('timeout'), 'server_error'],
]

test.each(TOLD)('%s with %i %j', async (_, status, body, code) => {
  scripted.play(fails(status, { 'content-type': 'application/json' }, body))
  expect(await failure(at(scripted.url))).toEqual({ code, status })
})

test('a certificate that nobody vouches for is told as such', async () => {
  const { key, certificate: cert } = createCertificate()
  const server = createServer({ key, cert }, (_, response) => response.end())
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  expect(await failure(at(`https://127.0.0.1:${port}`))).toEqual({ code: 'certificate' })
})

test('https where a server speaks http is a wrong address', async () => {
  const url = scripted.url.replace('http:', 'https:')
  expect(await failure(at(url))).toEqual({ code: 'no_model' })
})

test('nobody there is a connection that fails', async () => {
  expect(await failure(at(await closedUrl()))).toEqual({ code: 'connection' })
})

test.each([null, '2024-10-21'])(
  'without an identity nothing can be asked (%s)',
  async (apiVersion) => {
    const model = createAzureModel({
      endpoint: scripted.url,
      deployment: 'small',
      apiVersion,
      credential: () =>
        Promise.reject(
          Object.assign(new Error('no identity'), {
            name: 'AggregateAuthenticationError',
            errors: [],
          }),
        ),
    })
    expect((await failure(model)).code).toBe('no_credential')
  },
)

test('every failure has words for the owner that begin like a sentence about the model', () => {
  for (const [code, words] of Object.entries(SCREENER_FAILURES)) {
    expect(code).toMatch(/^[a-z_]+$/)
    expect(words).toMatch(/^[a-z].*[^.]$/)
  }
  expect(
    Object.keys(SCREENER_FAILURES).filter((code) => isPermanent(code as ScreenerFailure)),
  ).toContain('unknown_model')
})
