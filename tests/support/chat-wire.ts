/** What Azure OpenAI and OpenAI put on the wire for chat completions, shape for shape. */
import { randomBytes } from 'node:crypto'

export type Dialect = 'azure' | 'openai'
export type FinishReason = 'stop' | 'length' | 'content_filter'

const SAFE = { filtered: false, severity: 'safe' }
const HARMLESS = { hate: SAFE, self_harm: SAFE, sexual: SAFE, violence: SAFE }
const HARMFUL = { ...HARMLESS, violence: { filtered: true, severity: 'medium' } }
const NO_JAILBREAK = { jailbreak: { detected: false, filtered: false } }

export interface AnswerFacts {
  dialect: Dialect
  model: string
  promptTokens: number
}

/** One streamed answer: its chunks, to be sent in the order of these functions. */
export function streamWire({ dialect, model, promptTokens }: AnswerFacts, countUsage: boolean) {
  const azure = dialect === 'azure'
  const head = {
    id: `chatcmpl-${randomBytes(15).toString('base64url')}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model,
    ...(!azure && { service_tier: 'default' }),
    system_fingerprint: 'fp_3eed281ddb',
  }
  const chunk = (delta: object, finish: FinishReason | null, filter: object = {}) => ({
    ...head,
    choices: [
      {
        index: 0,
        delta,
        logprobs: null,
        finish_reason: finish,
        ...(azure && { content_filter_results: filter }),
      },
    ],
    ...(countUsage && { usage: null }),
    ...(!azure && { obfuscation: randomBytes(4).toString('base64url') }),
  })
  return {
    /** Azure begins with its judgement of the prompt, in a chunk without any choice. */
    opening() {
      const judged = {
        choices: [],
        created: 0,
        id: '',
        model: '',
        object: '',
        prompt_filter_results: [
          { prompt_index: 0, content_filter_results: { ...HARMLESS, ...NO_JAILBREAK } },
        ],
      }
      const role = chunk({ role: 'assistant', content: '', refusal: null }, null)
      return azure ? [judged, role] : [role]
    },
    words: (content: string) => chunk({ content }, null, HARMLESS),
    refusal: (refusal: string) => chunk({ refusal }, null, HARMLESS),
    closing(finish: FinishReason, tokens: number) {
      const last = chunk({}, finish, finish === 'content_filter' ? HARMFUL : {})
      return countUsage
        ? [last, { ...head, choices: [], usage: usage(promptTokens, tokens) }]
        : [last]
    },
  }
}

/** An answer in one piece. */
export function completion(
  { dialect, model, promptTokens }: AnswerFacts,
  message: { content: string | null; refusal: string | null },
  finish: FinishReason,
  tokens: number,
) {
  const azure = dialect === 'azure'
  return {
    id: `chatcmpl-${randomBytes(15).toString('base64url')}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', ...message, annotations: [] },
        logprobs: null,
        finish_reason: finish,
        ...(azure && {
          content_filter_results: finish === 'content_filter' ? HARMFUL : HARMLESS,
        }),
      },
    ],
    usage: usage(promptTokens, tokens),
    ...(azure
      ? {
          prompt_filter_results: [
            { prompt_index: 0, content_filter_results: { ...HARMLESS, ...NO_JAILBREAK } },
          ],
        }
      : { service_tier: 'default' }),
    system_fingerprint: 'fp_3eed281ddb',
  }
}

function usage(prompt: number, completed: number) {
  return {
    prompt_tokens: prompt,
    completion_tokens: completed,
    total_tokens: prompt + completed,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  }
}

/** The body that goes with an error status. */
export function errorBody(status: number, dialect: Dialect, retryAfter = '7'): object {
  const server = 'The server had an error while processing your request. Sorry about that!'
  if (dialect === 'openai') {
    const [type, code, message] = {
      401: ['invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.'],
      404: ['invalid_request_error', 'model_not_found', 'The model does not exist.'],
      429: ['tokens', 'rate_limit_exceeded', `Rate limit reached. Try again in ${retryAfter}s.`],
    }[status] ?? ['server_error', null, server]
    return { error: { message, type, param: null, code } }
  }
  const [code, message] = {
    401: [
      '401',
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
    ],
    404: ['DeploymentNotFound', 'The API deployment for this resource does not exist.'],
    429: [
      '429',
      `Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after ${retryAfter} seconds.`,
    ],
    503: ['ServiceUnavailable', 'The service is temporarily unable to process your request.'],
  }[status] ?? ['InternalServerError', server]
  return { error: { code, message } }
}

/** Azure's answer to a prompt that its content filter will not let through. */
export function promptFiltered(category: 'violence' | 'self_harm' | 'jailbreak'): object {
  const caught =
    category === 'jailbreak'
      ? { detected: true, filtered: true }
      : { filtered: true, severity: 'medium' }
  return {
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: {
        code: 'ResponsibleAIPolicyViolation',
        content_filter_result: { ...HARMLESS, ...NO_JAILBREAK, [category]: caught },
      },
    },
  }
}
