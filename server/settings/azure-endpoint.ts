/**
 * AZURE_OPENAI_ENDPOINT as people paste it: the endpoint of the portal, the base URL of the v1 API, the target URI of a
 * deployment, the endpoint of a Foundry project. https://learn.microsoft.com/azure/foundry/foundry-models/concepts/endpoints
 */
import { readPastedUrl, withoutSlash, type Read } from './pasted-url.ts'

export interface AzureEndpoint {
  /** What `/openai/…` is put behind. */
  base: string
  /** Where the address names it. */
  deployment: string | null
  /** Where the address names one; `v1` for the API without versions. */
  apiVersion: string | null
}

const EXAMPLE = 'https://NAME.openai.azure.com'
/** Their paths are known; any other host is a gateway, which may have paths of its own. */
const OF_AZURE =
  /\.(?:openai\.azure\.(?:com|us|cn)|cognitiveservices\.azure\.(?:com|us|cn)|services\.ai\.azure\.(?:com|us|cn)|api\.cognitive\.microsoft\.(?:com|us))$/i
const PAGES = /^(?:(?:portal|ai|oai|ml)\.azure\.com|learn\.microsoft\.com)$/i
/** Models of their own host speak OpenAI's protocol without Azure's paths. */
const SERVERLESS = /\.(?:models\.ai\.azure\.com|inference\.ml\.azure\.com)$/i
const VERSION = /^\d{4}-\d\d-\d\d(?:-preview)?$/
const WITHOUT_VERSION = /^(?:v1|preview|latest)$/i

const OPERATION = '(?:/(?:chat/completions|completions|responses|embeddings|models))?'
/** What stands before is kept: a gateway's own path. */
const DEPLOYMENT = new RegExp(`^(.*)/openai/deployments/([^/]+)(?:/.*)?$`, 'i')
const V1 = new RegExp(`^(.*)/openai/v1${OPERATION}$`, 'i')
const BARE = new RegExp(`^(.*)/openai${OPERATION}$`, 'i')
const PROJECT = /^\/api\/projects\/[^/]+(?=\/|$)/i
/** Of the inference API, whose versions are others; the v1 API has the same models. */
const INFERENCE = /^\/models(?:\/chat\/completions)?$/i
const OTHER_PROTOCOL = /(?:^|\/)(?:v1|chat\/completions|completions|responses)$/i

/** An API version as a setting or an address has it: null for what means the API without versions. */
export function readApiVersion(written: string): string | null | undefined {
  if (WITHOUT_VERSION.test(written)) return null
  return VERSION.test(written) ? written : undefined
}

export function readAzureEndpoint(written: string): Read<AzureEndpoint> {
  const pasted = readPastedUrl(written, EXAMPLE)
  if ('problem' in pasted) return pasted
  const url = pasted.value
  const { hostname, origin } = url
  if (PAGES.test(hostname))
    return { problem: `is a page for people; give the endpoint that it shows, like ${EXAMPLE}` }
  if (hostname === 'api.openai.com' || SERVERLESS.test(hostname)) return notOfAzure
  const path = url.pathname === '/' ? '' : url.pathname
  const at = (prefix: string, more: Partial<AzureEndpoint> = {}) => ({
    value: { base: withoutSlash(origin + prefix), deployment: null, apiVersion: null, ...more },
  })

  const version = url.searchParams.get('api-version')
  const apiVersion = version === null ? undefined : readApiVersion(version)
  if (version !== null && apiVersion === undefined)
    return { problem: 'its api-version is none: a version is like 2024-10-21' }
  const versioned = { apiVersion: apiVersion ?? (version === null ? null : 'v1') }

  const inner = path.replace(PROJECT, '')
  if (inner === '' || INFERENCE.test(inner)) return at('')
  const [, before, name] = DEPLOYMENT.exec(inner) ?? []
  if (name !== undefined) return at(before!, { deployment: decoded(name), ...versioned })
  const [, beforeV1] = V1.exec(inner) ?? []
  if (beforeV1 !== undefined) return at(beforeV1, { apiVersion: 'v1' })
  const [, beforeBare] = BARE.exec(inner) ?? []
  if (beforeBare !== undefined) return at(beforeBare, versioned)
  if (OF_AZURE.test(hostname)) {
    return /^\/v1$/i.test(inner)
      ? at('')
      : { problem: `nothing is known at its path; give the endpoint alone, like ${EXAMPLE}` }
  }
  return OTHER_PROTOCOL.test(inner) ? notOfAzure : at(inner, versioned)
}

const notOfAzure = {
  problem:
    'is no endpoint of Azure OpenAI; give it as OPENAI_BASE_URL, with OPENAI_MODEL and OPENAI_API_KEY',
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
