import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { answers } from '../support/script.ts'
import { startScriptedModel } from '../support/scripted-model.ts'
import { createConcierge, STRANGER } from '../support/concierge.ts'

const HOST = 'https://acme.openai.azure.com'
const CHAT = 'chat/completions'

function azure(endpoint: string, more: Record<string, string> = {}) {
  return readConfig({ AZURE_OPENAI_ENDPOINT: endpoint, ...more }).azureOpenAi
}

describe('an endpoint of Azure, as it is pasted', () => {
  test.each([
    HOST,
    `${HOST}/`,
    'acme.openai.azure.com',
    ' acme.openai.azure.com// ',
    `${HOST}/openai`,
    `${HOST}/openai/`,
    `${HOST}/openai/v1`,
    `${HOST}/openai/v1/`,
    `${HOST}//openai/v1//`,
    `${HOST}/openai/v1/${CHAT}`,
    `${HOST}/openai/v1/responses`,
    `${HOST}/OpenAI/V1/?api-version=preview`,
    `${HOST}/v1`,
    `${HOST}/#overview`,
  ])('%s is the endpoint alone', (endpoint) => {
    expect(azure(endpoint, { AZURE_OPENAI_DEPLOYMENT: 'small' })).toEqual({
      endpoint: HOST,
      deployment: 'small',
      apiVersion: null,
      key: null,
    })
  })

  test.each([
    ['https://acme.services.ai.azure.com/api/projects/front-desk'],
    ['https://acme.services.ai.azure.com/api/projects/front-desk/openai/v1/'],
    ['https://acme.services.ai.azure.com/models'],
    [`https://acme.services.ai.azure.com/models/${CHAT}?api-version=2024-05-01-preview`],
  ])('%s of Foundry leads to the v1 API of its resource', (endpoint) => {
    expect(azure(endpoint, { AZURE_OPENAI_DEPLOYMENT: 'small' })).toMatchObject({
      endpoint: 'https://acme.services.ai.azure.com',
      apiVersion: null,
    })
  })

  test.each([
    [`${HOST}/openai/deployments/small/${CHAT}?api-version=2024-10-21`, 'small', '2024-10-21'],
    [
      `${HOST}/openai/deployments/small/?api-version=2025-01-01-preview`,
      'small',
      '2025-01-01-preview',
    ],
    [`${HOST}/openai/deployments/small`, 'small', null],
    [`${HOST}/openai/deployments/gpt%204/completions`, 'gpt 4', null],
  ])(
    '%s names deployment and version, which count where the settings are silent',
    (uri, deployment, apiVersion) => {
      expect(azure(uri)).toMatchObject({ endpoint: HOST, deployment, apiVersion })
      expect(azure(uri, { AZURE_OPENAI_DEPLOYMENT: deployment })).toMatchObject({ deployment })
    },
  )

  test('a URI of the responses API tells its version', () => {
    const uri = `${HOST}/openai/responses?api-version=2025-04-01-preview`
    expect(azure(uri, { AZURE_OPENAI_DEPLOYMENT: 'small' })).toMatchObject({
      endpoint: HOST,
      apiVersion: '2025-04-01-preview',
    })
  })

  test("a gateway's own path is kept", () => {
    const set = { AZURE_OPENAI_DEPLOYMENT: 'small' }
    expect(azure('https://apim.example.com/team', set)?.endpoint).toBe(
      'https://apim.example.com/team',
    )
    expect(azure('https://apim.example.com/team/openai/v1/', set)?.endpoint).toBe(
      'https://apim.example.com/team',
    )
  })

  test.each([
    [
      {
        AZURE_OPENAI_ENDPOINT: `${HOST}/openai/deployments/small/${CHAT}`,
        AZURE_OPENAI_DEPLOYMENT: 'large',
      },
      /AZURE_OPENAI_DEPLOYMENT: is 'large', but the address .* names 'small'/,
    ],
    [
      {
        AZURE_OPENAI_ENDPOINT: `${HOST}/openai/deployments/small/${CHAT}?api-version=2024-10-21`,
        AZURE_OPENAI_API_VERSION: '2024-06-01',
      },
      /AZURE_OPENAI_API_VERSION: is '2024-06-01', but .* '2024-10-21'/,
    ],
    [
      {
        AZURE_OPENAI_ENDPOINT: `${HOST}/openai/v1/`,
        AZURE_OPENAI_DEPLOYMENT: 'small',
        AZURE_OPENAI_API_VERSION: '2024-10-21',
      },
      /AZURE_OPENAI_API_VERSION: is '2024-10-21', but .* 'v1'/,
    ],
    [{ AZURE_OPENAI_ENDPOINT: HOST }, /AZURE_OPENAI_DEPLOYMENT: is missing/],
    [{ AZURE_OPENAI_ENDPOINT: `${HOST}/openai/v2/${CHAT}` }, /nothing is known at its path/],
    [
      { AZURE_OPENAI_ENDPOINT: `${HOST}/openai/deployments/x?api-version=new` },
      /its api-version is none/,
    ],
    [{ AZURE_OPENAI_ENDPOINT: 'https://ai.azure.com/resource/overview' }, /page for people/],
    [{ AZURE_OPENAI_ENDPOINT: 'https://api.openai.com/v1' }, /OPENAI_BASE_URL/],
    [
      { AZURE_OPENAI_ENDPOINT: `https://llama.eastus.models.ai.azure.com/v1/${CHAT}` },
      /OPENAI_BASE_URL/,
    ],
    [{ AZURE_OPENAI_ENDPOINT: 'http://127.0.0.1:11434/v1' }, /OPENAI_BASE_URL/],
    [
      { AZURE_OPENAI_ENDPOINT: 'https://me:secret@acme.openai.azure.com' },
      /leave user and password out/,
    ],
    [{ AZURE_OPENAI_ENDPOINT: 'ftp://acme.openai.azure.com' }, /give the address of the API/],
    [{ AZURE_OPENAI_ENDPOINT: 'the one in the portal' }, /give the address of the API/],
  ])('%o is told in words', (settings, words) => {
    let told = ''
    try {
      readConfig({ AZURE_OPENAI_KEY: 'model-key', ...settings })
    } catch (error) {
      told = (error as Error).message
    }
    expect(told).toMatch(words)
    expect(told).not.toContain('secret')
  })

  test.each(['v1', 'preview', 'Latest'])(
    'the version %s is the API without versions',
    (version) => {
      const set = { AZURE_OPENAI_DEPLOYMENT: 'small', AZURE_OPENAI_API_VERSION: version }
      expect(azure(`${HOST}/openai/v1/`, set)?.apiVersion).toBeNull()
    },
  )
})

function openai(baseUrl: string) {
  return readConfig({ OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: 'small' }).openAi?.baseUrl
}

describe('an address that speaks the protocol of OpenAI, as it is pasted', () => {
  test.each([
    ['https://api.openai.com', 'https://api.openai.com/v1'],
    ['api.openai.com/v1/', 'https://api.openai.com/v1'],
    [`https://api.openai.com/v1/${CHAT}`, 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/completions/', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/models', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/v1', 'https://api.openai.com/v1'],
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1'],
    ['localhost:11434', 'http://localhost:11434/v1'],
    ['0.0.0.0:11434', 'http://127.0.0.1:11434/v1'],
    ['ollama:11434/', 'http://ollama:11434/v1'],
    ['[::1]:11434', 'http://[::1]:11434/v1'],
    ['http://127.0.0.1:11434/api', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:11434/api/chat', 'http://127.0.0.1:11434/v1'],
    ['http://box.local:11434/api/generate', 'http://box.local:11434/v1'],
    ['host.docker.internal:1234', 'http://host.docker.internal:1234/v1'],
    [`http://localhost:1234/v1/${CHAT}`, 'http://localhost:1234/v1'],
    [`http://localhost:1234/api/v0/${CHAT}`, 'http://localhost:1234/api/v0'],
    [`http://localhost:8000/${CHAT}`, 'http://localhost:8000'],
    [`http://chat.example.com/api/${CHAT}`, 'http://chat.example.com/api'],
    ['https://openrouter.ai', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1'],
    ['https://api.groq.com', 'https://api.groq.com/openai/v1'],
    ['https://api.groq.com/openai/v1', 'https://api.groq.com/openai/v1'],
    ['https://api.deepinfra.com/v1', 'https://api.deepinfra.com/v1/openai'],
    [
      'https://generativelanguage.googleapis.com/v1beta',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ],
    ['https://models.inference.ai.azure.com', 'https://models.inference.ai.azure.com'],
    ['https://acme.openai.azure.com/openai/v1/', 'https://acme.openai.azure.com/openai/v1'],
  ])('%s is asked at %s', (pasted, base) => {
    expect(openai(pasted)).toBe(base)
  })

  test.each([
    [`${HOST}/openai/deployments/x/${CHAT}?api-version=2024-10-21`, /AZURE_OPENAI_ENDPOINT/],
    [HOST, /AZURE_OPENAI_ENDPOINT/],
    ['https://platform.openai.com/api-keys', /page for people/],
    ['https://gateway.example.com/v1?key=secret', /question mark/],
    ['http://me:secret@127.0.0.1:11434', /leave user and password out/],
    ['my model', /give the address of the API/],
  ])('%s is refused in words', (pasted, words) => {
    expect(() => openai(pasted)).toThrow(words)
    expect(() => openai(pasted)).not.toThrow(/secret/)
  })
})

test.each([
  ['/openai/v1/', '/openai/v1/chat/completions'],
  [
    '/openai/deployments/screening/chat/completions?api-version=2024-10-21',
    '/openai/deployments/screening/chat/completions?api-version=2024-10-21',
  ],
])('a call with the endpoint %s is asked once at the right place', async (path, asked) => {
  await using model = await startScriptedModel([answers('{END CALL} Goodbye.')])
  const { phone } = await createConcierge({
    settings: {
      AZURE_OPENAI_ENDPOINT: model.url + path,
      AZURE_OPENAI_KEY: 'model-key',
      AZURE_OPENAI_DEPLOYMENT: 'screening',
    },
  })
  const caller = await phone.ring({ from: STRANGER })
  await caller.say('hello')
  expect(caller.lastHeard).toEqual(['Goodbye.'])
  expect(model.requests.map(({ url }) => url)).toEqual([asked])
})
