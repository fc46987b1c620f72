/** PhoneBlock's API, as far as it is asked by hash: knows numbers, and what it was asked. */
import { createHash } from 'node:crypto'
import { startReceiver } from './receiver.ts'

export interface KnownNumber {
  phone: string
  votes: number
  whiteListed?: boolean
  blackListed?: boolean
}

export async function startPhoneBlock(key: string, numbers: KnownNumber[]) {
  const receiver = await startReceiver(({ path, headers }, response) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    const prefix = searchParams.get('sha1') ?? ''
    const isAsked = pathname === '/api/check-prefix' && /^([0-9A-F]{2}){2,20}$/.test(prefix)
    const status = headers.authorization !== `Bearer ${key}` ? 401 : isAsked ? 200 : 400
    const found = numbers.filter(({ phone }) =>
      createHash('sha1').update(phone).digest('hex').toUpperCase().startsWith(prefix),
    )
    const json = { numbers: found.map((one) => ({ rating: 'G_FRAUD', ...one })), range10: [] }
    const body = status === 200 ? JSON.stringify(json) : ''
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  return Object.assign(receiver, { url: `${receiver.url}/api` })
}
