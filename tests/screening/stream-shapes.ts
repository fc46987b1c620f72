/** Streams as their makers send them, shape for shape, each with the page that shows it. Words and ids are ours. */

const chunk = (choice: object | null, more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_730_000_000,
  model: 'small',
  choices: choice ? [{ index: 0, ...choice }] : [],
  ...more,
})
const says = (content: unknown, more: object = {}) =>
  chunk({ delta: { content }, finish_reason: null, ...more })
const ends = (reason: string, delta: unknown = {}) => chunk({ delta, finish_reason: reason })
const events = (...sent: (object | string)[]) =>
  sent
    .map((one) => (typeof one === 'string' ? `${one}\n\n` : `data: ${JSON.stringify(one)}\n\n`))
    .join('')
const DONE = 'data: [DONE]'
const SAFE = { hate: { filtered: false, severity: 'safe' } }

/** All of them say this. */
const SAID = '{TRANSFER:medical} I am putting you through.'
const [FIRST, SECOND] = ['{TRANSFER:medical} I am', ' putting you through.'] as const
const spoken = [says(FIRST), says(SECOND)]

export const COMPLETE: [maker: string, stream: string, type?: string][] = [
  // https://platform.openai.com/docs/api-reference/chat-streaming
  [
    'OpenAI, with usage',
    events(
      chunk(
        {
          delta: { role: 'assistant', content: '', refusal: null },
          logprobs: null,
          finish_reason: null,
        },
        { usage: null, obfuscation: 'x' },
      ),
      ...spoken,
      ends('stop'),
      chunk(null, { usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 } }),
      DONE,
    ),
  ],
  // https://learn.microsoft.com/azure/ai-foundry/openai/concepts/content-streaming
  [
    'Azure with its default filter',
    events(
      {
        choices: [],
        created: 0,
        id: '',
        model: '',
        object: '',
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
      },
      says('', { content_filter_results: {} }),
      says(FIRST, { content_filter_results: SAFE }),
      says(SECOND, { content_filter_results: SAFE }),
      ends('stop'),
      DONE,
    ),
  ],
  [
    'Azure with the asynchronous filter: judged without delta, after the end too',
    events(
      {
        id: '',
        object: '',
        created: 0,
        model: '',
        choices: [],
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: SAFE }],
      },
      ...spoken,
      chunk(
        {
          finish_reason: null,
          content_filter_results: SAFE,
          content_filter_offsets: { check_offset: 44, start_offset: 44, end_offset: 64 },
        },
        { id: '', object: '', model: '' },
      ),
      ends('stop'),
      chunk(
        {
          finish_reason: null,
          content_filter_results: SAFE,
          content_filter_offsets: { check_offset: 506, start_offset: 44, end_offset: 571 },
        },
        { id: '', object: '', model: '' },
      ),
      DONE,
    ),
  ],
  // https://github.com/ollama/ollama/issues/4357
  [
    'an earlier Ollama: an empty reason with every chunk',
    events(
      says(FIRST, { finish_reason: '' }),
      says(SECOND, { finish_reason: '' }),
      ends('stop', { role: 'assistant', content: '' }),
      DONE,
    ),
  ],
  [
    'Ollama, with a reasoning model',
    events(
      chunk({
        delta: { role: 'assistant', content: '', reasoning: 'They say {END CALL}' },
        finish_reason: null,
      }),
      ...spoken,
      ends('stop', { role: 'assistant', content: '' }),
      DONE,
    ),
  ],
  // https://docs.vllm.ai/en/latest/features/reasoning_outputs.html
  [
    'vLLM: reasoning beside the text, usage without choices',
    events(
      chunk({ delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }),
      chunk({ delta: { reasoning_content: 'I could {END CALL}.' }, finish_reason: null }),
      ...spoken,
      chunk({ delta: { content: '' }, finish_reason: 'stop', stop_reason: null }),
      { id: 'chatcmpl-1', object: 'chat.completion.chunk', usage: { total_tokens: 9 } },
      DONE,
    ),
  ],
  // https://github.com/huggingface/text-generation-inference/pull/2344, https://github.com/BerriAI/litellm/issues/3757
  ['TGI, of old', events(...spoken, says('<|im_end|>'), ends('eos_token'), DONE)],
  [
    'TGI, with a stop sequence',
    events(...spoken, ends('stop_sequence'), chunk(null, { usage: {} }), DONE),
  ],
  // https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
  [
    'llama.cpp',
    events(
      chunk({ delta: { role: 'assistant', content: null }, finish_reason: null }),
      ...spoken,
      ends('stop'),
      chunk(null, { usage: {}, timings: { prompt_ms: 1 } }),
      DONE,
    ),
  ],
  // https://docs.mistral.ai/capabilities/reasoning
  [
    'Mistral, with a reasoning model: content in parts',
    events(
      says([
        {
          type: 'thinking',
          thinking: [{ type: 'text', text: 'I could {END CALL}.' }],
          closed: true,
        },
      ]),
      says([{ type: 'text', text: FIRST }]),
      chunk({ delta: { content: SECOND }, finish_reason: 'stop' }, { usage: {} }),
      DONE,
    ),
  ],
  // https://docs.together.ai/docs/chat-overview
  [
    'Together',
    events(
      chunk(
        {
          text: FIRST,
          logprobs: null,
          finish_reason: null,
          delta: { token_id: 1, role: 'assistant', content: FIRST, tool_calls: null },
        },
        { usage: null },
      ),
      chunk(
        {
          text: SECOND,
          seed: 7,
          finish_reason: 'eos',
          delta: { token_id: 2, role: 'assistant', content: SECOND },
        },
        { usage: {} },
      ),
      DONE,
    ),
  ],
  // https://deepinfra.com/docs/openai_api
  [
    'DeepInfra: the role with every chunk',
    events(
      chunk({ delta: { role: 'assistant', content: FIRST } }),
      chunk({ delta: { role: 'assistant', content: SECOND } }),
      ends('stop'),
      DONE,
    ),
  ],
  // https://openrouter.ai/docs/api/reference/streaming
  [
    'OpenRouter: comments while it waits',
    events(
      ': OPENROUTER PROCESSING',
      ': OPENROUTER PROCESSING',
      chunk({
        delta: { role: 'assistant', content: '', reasoning: 'Well', reasoning_details: [] },
        finish_reason: null,
        native_finish_reason: null,
      }),
      ...spoken,
      chunk({
        delta: { role: 'assistant', content: '' },
        finish_reason: 'stop',
        native_finish_reason: 'completed',
      }),
      chunk({ delta: { role: 'assistant', content: '' }, finish_reason: null }, { usage: {} }),
      DONE,
    ),
  ],
  // https://docs.litellm.ai/docs/completion/stream
  [
    'LiteLLM, before Anthropic',
    events(
      chunk({ delta: null, finish_reason: null }, { provider_specific_fields: null }),
      ...spoken,
      ends('end_turn'),
      chunk({ delta: {} }, { usage: {} }),
      DONE,
    ),
  ],
  // https://api-docs.deepseek.com/guides/reasoning_model
  [
    'DeepSeek: reasoning first, content null meanwhile',
    events(
      ': keep-alive',
      chunk({
        delta: { role: 'assistant', content: null, reasoning_content: '' },
        finish_reason: null,
      }),
      chunk({ delta: { content: null, reasoning_content: '{END CALL}' }, finish_reason: null }),
      ...spoken,
      ends('stop', { content: '', reasoning_content: null }),
      DONE,
    ),
  ],
  [
    'a model that thinks in its answer',
    events(says('<think>\nMaybe {END CALL}?\n</think>\n\n'), ...spoken, ends('stop'), DONE),
  ],
  [
    'one that thinks long',
    events(
      says(`<think>${'Hm, well. '.repeat(900)}`),
      says('</think>'),
      ...spoken,
      ends('stop'),
      DONE,
    ),
  ],
  [
    'one whose thinking begins out of sight',
    events(says('Hm, well. '.repeat(900)), says('</think>'), ...spoken, ends('stop'), DONE),
  ],
  [
    'Mistral, where its template leaks',
    events(says('[THINK]{END CALL}?[/THINK]'), ...spoken, ends('stop'), DONE),
  ],
  // https://github.com/open-learning-exchange/planet/pull/10281
  ['a proxy for Gemini: no reason, but [DONE]', events(...spoken, DONE)],
  ['Gemini, in capitals', events(...spoken, ends('STOP'), DONE)],
  ['one that does not say [DONE]', events(...spoken, ends('stop'))],
  [
    'one that ends lines as Windows does',
    events(...spoken, ends('stop'), DONE).replaceAll('\n', '\r\n'),
  ],
  [
    'one with a mark of byte order, ids and names',
    `\uFEFF${events(`event: message\nid: 1\nretry: 5\ndata: ${JSON.stringify(says(FIRST))}`, says(SECOND), 'data:', 'data: {}', ends('stop'))}`,
  ],
  ['one that says it is plain text', events(...spoken, ends('stop'), DONE), 'text/plain'],
  [
    'one that cannot stream',
    JSON.stringify({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: SAID }, finish_reason: 'stop' }],
      usage: {},
    }),
    'application/json',
  ],
]

export const INCOMPLETE: [what: string, stream: string, code: string, type?: string][] = [
  ['cut off', events(...spoken, ends('length'), DONE), 'cut_off'],
  ['cut off, as Anthropic says it', events(...spoken, ends('max_tokens'), DONE), 'cut_off'],
  ['cut off, as Mistral says it', events(...spoken, ends('model_length'), DONE), 'cut_off'],
  ['filtered', events(...spoken, ends('content_filter'), DONE), 'filtered'],
  ['filtered, as Gemini says it', events(...spoken, ends('SAFETY'), DONE), 'filtered'],
  [
    'judged harmful only after its end',
    events(
      ...spoken,
      ends('stop'),
      chunk({
        finish_reason: null,
        content_filter_results: { violence: { filtered: true, severity: 'high' } },
      }),
      DONE,
    ),
    'filtered',
  ],
  ['refused, as Anthropic says it', events(...spoken, ends('refusal'), DONE), 'refused'],
  [
    'broken by an error, as OpenRouter sends it',
    events(
      ...spoken,
      chunk(
        { delta: { content: '' }, finish_reason: 'error' },
        { error: { code: 429, message: 'Rate limited' } },
      ),
    ),
    'throttled',
  ],
  [
    'broken by an error, as vLLM sends it',
    events(...spoken, { error: { message: 'gone', type: 'InternalServerError', code: 500 } }, DONE),
    'server_error',
  ],
  [
    'broken by an error, as vLLM sent it',
    events(...spoken, { object: 'error', message: 'gone', code: 400 }, DONE),
    'client_error',
  ],
  [
    'broken by an error, as TGI sends it',
    events(
      ...spoken,
      `event: error\ndata: ${JSON.stringify({ error: 'Request failed', error_type: 'generation' })}`,
    ),
    'server_error',
  ],
  [
    'broken by an error, as LiteLLM sends it',
    events(...spoken, { error: { message: 'x', type: 'None', code: '503' } }, DONE),
    'server_error',
  ],
  [
    'an error instead of an answer',
    JSON.stringify({ error: { code: 402, message: 'credits' } }),
    'no_quota',
    'application/json',
  ],
  ['ended by an error', events(...spoken, ends('error'), DONE), 'broken_off'],
  ['broken off', events(...spoken), 'broken_off'],
  ['no answer at all', events(DONE), 'no_model'],
  ['nothing but usage', events(chunk(null, { usage: {} }), DONE), 'no_model'],
  [
    'numbers and lists',
    events('data: 7', 'data: [null]', 'data: "x"', 'data: {"choices":[null]}'),
    'broken_off',
  ],
  ['choices of another kind', events({ choices: 'none' }, { choices: [7] }, DONE), 'empty'],
  ['without a word', events(says(''), ends('stop'), DONE), 'empty'],
  ['an event without an end', `data: ${'x'.repeat(1_200_000)}`, 'no_model'],
  ['a page', '<!doctype html><p>Sign in', 'no_model', 'text/html'],
]
