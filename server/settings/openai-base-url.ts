/** OPENAI_BASE_URL as people paste it: what `/chat/completions` is put behind, for the servers that we know. */
import { readPastedUrl, withoutSlash, type Read } from './pasted-url.ts'

const EXAMPLE = 'http://127.0.0.1:11434/v1'
const AZURE = /\.(?:openai\.azure|cognitiveservices\.azure|services\.ai\.azure)\.(?:com|us|cn)$/i
const PAGES =
  /^(?:platform\.openai\.com|chat\.openai\.com|chatgpt\.com|console\.groq\.com|console\.mistral\.ai)$/i

/** Where it is not `/v1`, by the makers' own pages. */
const BASES: Record<string, string> = {
  'openrouter.ai': '/api/v1',
  'api.groq.com': '/openai/v1',
  'api.deepinfra.com': '/v1/openai',
  'api.fireworks.ai': '/inference/v1',
  'generativelanguage.googleapis.com': '/v1beta/openai',
  'api.cohere.ai': '/compatibility/v1',
  'api.cohere.com': '/compatibility/v1',
  'api.perplexity.ai': '',
  'models.github.ai': '/inference',
  'models.inference.ai.azure.com': '',
}

const OPERATION = /\/(?:chat\/completions|completions|responses|embeddings|models)$/i
/** Ollama's own protocol: https://docs.ollama.com/api */
const OF_OLLAMA = /^\/api(?:\/(?:chat|generate|tags|show|ps|version))$/i
const OLLAMA_PORT = '11434'

export function readOpenAiBaseUrl(written: string): Read<string> {
  const pasted = readPastedUrl(written, EXAMPLE)
  if ('problem' in pasted) return pasted
  const url = pasted.value
  const { hostname, origin } = url
  const path = url.pathname === '/' ? '' : url.pathname
  if (PAGES.test(hostname))
    return {
      problem: 'is a page for people; the API is at an address like https://api.openai.com/v1',
    }
  const isV1OfAzure = /^\/(?:api\/projects\/[^/]+\/)?openai\/v1(?:\/|$)/i.test(path)
  if (AZURE.test(hostname) && !isV1OfAzure)
    return { problem: 'is an endpoint of Azure; give it as AZURE_OPENAI_ENDPOINT' }
  if (url.search !== '')
    return { problem: 'has something behind a question mark; give the address without it' }
  return { value: withoutSlash(origin + basePath(hostname.toLowerCase(), url.port, path)) }
}

function basePath(hostname: string, port: string, path: string): string {
  if (OF_OLLAMA.test(path) || (port === OLLAMA_PORT && /^\/api$/i.test(path))) return '/v1'
  // Whoever gives the whole address knows what it is.
  if (OPERATION.test(path)) return path.replace(OPERATION, '').replace(/(\/v1)+$/i, '/v1')
  const known = BASES[hostname]
  // The first part of what it should be: `https://openrouter.ai/api`.
  if (known !== undefined && known.startsWith(path)) return known
  return path === '' ? '/v1' : path.replace(/(\/v1)+$/i, '/v1')
}
