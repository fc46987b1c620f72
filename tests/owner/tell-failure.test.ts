import { expect, test } from 'vitest'
import { tellFailure } from '../../server/owner/tell-failure.ts'

function toldOf(env: unknown, error: Error): string[] {
  const told: string[] = []
  const log = {
    error: (_: object, text: string) => void told.push(`error: ${text}`),
    info: (_: object, text: string) => void told.push(`info: ${text}`),
  }
  const req = { raw: new Request('http://localhost/'), routePath: '/' }
  tellFailure(log, { req, env, get: () => 'id' }, error)
  return told
}

const LEFT = { incoming: { destroyed: true, complete: false } }

test.each([
  Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
  new TypeError('Body is unusable'),
  new Error('Client connection prematurely closed.'),
  new DOMException('This operation was aborted', 'AbortError'),
  Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }),
])(
  'who left in the middle of his request is no failure of ours, whatever is thrown: %s',
  (error) => {
    expect(toldOf(LEFT, error)).toEqual(['info: request broken off by who sent it'])
  },
)

test.each([
  ['is still there', { incoming: { destroyed: false, complete: false } }],
  ['had said all', { incoming: { destroyed: true, complete: true } }],
  ['is nobody, as in a test', undefined],
])('what fails for who %s is one', (_, env) => {
  expect(toldOf(env, new Error('out of cheese'))).toEqual(['error: request failed'])
})
