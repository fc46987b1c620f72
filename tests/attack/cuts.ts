/** A model's stream that is cut at any byte: a transfer counts only where its answer came to its end. */
import { speechIn } from '../../prompts/speech/speech-in.ts'
import { createOpenAiModel } from '../../server/screening/chat-model.ts'
import { createChatScreener } from '../../server/screening/chat-screener.ts'
import { answers, cuts, type Step } from '../support/script.ts'
import { startScriptedModel } from '../support/scripted-model.ts'
import type { Attack } from './attack.ts'

const ORDER = '{TRANSFER:family} Thank you for telling me. I am putting you through.'
/** From here on the model has said that it is done. */
const END = '"finish_reason":"stop"'
const DEADLINE_MS = 300
const AT_ONCE = 8

export const cutStreams: Attack = {
  name: 'cuts',
  promise:
    'a model’s stream that ends or hangs at any byte puts nobody through before the answer was whole',
  share: 2,
  async run(budget, random, report) {
    let step: Step = answers(ORDER)
    await using model = await startScriptedModel(() => step)
    const whole = await wire(model.url)
    const end = Buffer.byteLength(whole.slice(0, whole.indexOf(END) + END.length))
    const screener = createChatScreener({
      model: createOpenAiModel({ baseUrl: `${model.url}/v1`, model: 'cut', key: null }),
      ownerName: '',
      language: 'en-US',
      timeZone: 'UTC',
      speech: speechIn('en-US', ''),
      now: () => new Date(),
    })

    while (!budget.isSpent()) {
      const at = random.whole(0, Buffer.byteLength(whole))
      const ending = random.pick(['break', 'end', 'hang'] as const)
      step = cuts(whole, at, ending)
      const verdicts = await Promise.all(
        Array.from({ length: ending === 'hang' ? AT_ONCE : 1 }, () =>
          screener
            .screen(HEARD, AbortSignal.timeout(DEADLINE_MS * 10), () => undefined)
            .catch(() => null),
        ),
      )
      for (const verdict of verdicts) {
        const isPut = verdict?.decision === 'transfer'
        if (isPut && at < end)
          report.fault('half an answer puts through', `${ending} behind byte ${at} of ${end}`)
        report.tried()
      }
    }
  },
}

const HEARD = {
  callSid: 'CA00000000000000000000000000000001',
  said: [{ speaker: 'caller' as const, text: 'hello' }],
  withheld: false,
  attestation: 'none' as const,
}

/** The answer as the model writes it. */
async function wire(url: string): Promise<string> {
  const body = JSON.stringify({
    model: 'cut',
    stream: true,
    messages: [{ role: 'user', content: 'hello' }],
  })
  return (await fetch(`${url}/v1/chat/completions`, { method: 'POST', body })).text()
}
