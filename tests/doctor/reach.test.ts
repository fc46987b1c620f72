/** The way to our own address: name, certificate, server, signatures. */
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkAddress } from '../../server/doctor/checks/address.ts'
import { checkCertificate } from '../../server/doctor/checks/certificate.ts'
import { checkSignature } from '../../server/doctor/checks/signature.ts'
import { outside } from '../../server/doctor/outside.ts'
import { createConcierge, STRANGER } from '../support/concierge.ts'
import { createCertificate } from '../support/key-vault-certificate.ts'
import { leadingTo, surveyed } from './surveyed.ts'

const { signal } = new AbortController()

describe('The address', () => {
  test('is well where this very server answers, through an address that is told', async () => {
    const { about, phone } = await surveyed()
    const before = await checkAddress(about, signal)
    expect(before).toMatchObject({ state: 'ok', remedy: null })
    expect(before.says).toContain('concierge.example.com, at 8.8.8.8,')
    expect(before.says).toContain('the first call will show')
    await (await phone.ring({ from: STRANGER })).hangUp()
    const after = await checkAddress(about, signal)
    expect(after.says).toContain(
      `its last call showed, on ${new Date().toISOString().slice(0, 10)}`,
    )
  })

  test('is told of where another server of this program answers', async () => {
    const { app } = await createConcierge()
    const { about } = await surveyed({ outside: leadingTo(app) })
    const found = await checkAddress(about, signal)
    expect(found).toMatchObject({ state: 'warn' })
    expect(found.says).toContain('another server of this program')
  })

  test('says that nothing is proved where no server of ours could be asked', async () => {
    const { about } = await surveyed()
    const found = await checkAddress({ ...about, instances: async () => null }, signal)
    expect(found).toMatchObject({ state: 'warn' })
    expect(found.says).toContain('whether it is yours nobody here can say')
  })

  test.each([
    ['a page', () => new Response('<h1>Welcome</h1>'), 'fail', 'something that is not ours (200)'],
    [
      'a proxy alone',
      () => new Response('Bad Gateway', { status: 502 }),
      'fail',
      'finds no server behind it (502)',
    ],
    [
      'another address',
      () => new Response(null, { status: 301, headers: { location: 'https://other.example/' } }),
      'fail',
      'sends on to https://other.example/',
    ],
    [
      'without an end',
      () => new Response('x'.repeat(100_000)),
      'fail',
      'something that is not ours',
    ],
    ['JSON that is null', () => new Response('null'), 'fail', 'something that is not ours'],
  ])('fails where what answers is %s', async (_, answer, state, says) => {
    const { about } = await surveyed({ outside: { fetch: async () => answer() } })
    const found = await checkAddress(about, signal)
    expect(found).toMatchObject({ state, remedy: expect.any(String) })
    expect(found.says).toContain(says)
  })

  test('fails with the reason where nothing answers, or the name leads nowhere', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
    })
    const dead = await surveyed({ outside: { fetch: () => Promise.reject(refused) } })
    const found = await checkAddress(dead.about, signal)
    expect(found).toMatchObject({ state: 'fail' })
    expect(found.says).toContain('cannot be reached: ECONNREFUSED')
    expect(found.remedy).toContain('from outside')
    const nameless = await surveyed({
      outside: { lookup: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })) },
    })
    expect((await checkAddress(nameless.about, signal)).says).toBe(
      'There is no host called concierge.example.com.',
    )
  })

  test('of a private network warns where the name may have another outside, else fails', async () => {
    const { about } = await surveyed({ outside: { lookup: async () => ['192.168.1.7'] } })
    const found = await checkAddress(about, signal)
    expect(found).toMatchObject({ state: 'warn' })
    expect(found.says).toContain('private network')
    const { about: bare } = await surveyed({ asIf: { BASE_URL: 'https://192.168.1.7' } })
    expect(await checkAddress(bare, signal)).toMatchObject({ state: 'fail' })
    const { about: here } = await surveyed({ asIf: { BASE_URL: 'http://localhost:8000' } })
    expect((await checkAddress(here, signal)).says).toContain('nobody else can reach')
  })
})

describe('The certificate', () => {
  async function withCertificate(host: string, ca: boolean, at = new Date()) {
    const { key, certificate } = createCertificate()
    const server = createServer({ key, cert: certificate }, (_, response) => response.end())
    server.listen(0, '0.0.0.0')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { config } = await surveyed({ asIf: { BASE_URL: `https://${host}:${port}` } })
    const trust = ca ? { ca: certificate } : {}
    return checkCertificate(
      { config, now: () => at, outside: { ...outside, ...trust } },
      new AbortController().signal,
    )
  }

  test('is well where it fits, with the days that are left', async () => {
    const found = await withCertificate('127.0.0.1', true)
    expect(found).toMatchObject({ state: 'ok' })
    expect(found.says).toMatch(/by test only, fits and has \d+ days left/)
  })

  test('fails where nobody vouches for it, or it has ended, and warns where it is late', async () => {
    const own = await withCertificate('127.0.0.1', false)
    expect(own).toMatchObject({ state: 'fail', remedy: expect.any(String) })
    expect(own.says).toContain('known to nobody (DEPTH_ZERO_SELF_SIGNED_CERT)')
    const ended = await withCertificate('127.0.0.1', true, new Date('2120-03-01T00:00:00Z'))
    expect(ended).toMatchObject({ state: 'fail' })
    expect(ended.says).toContain('ended 60 days ago')
    const late = await withCertificate('127.0.0.1', true, new Date('2119-12-01T00:00:00Z'))
    expect(late).toMatchObject({ state: 'warn' })
  })

  test('fails where it is for another name, or where there is none', async () => {
    const other = await withCertificate('127.0.0.2', true)
    expect(other).toMatchObject({ state: 'fail' })
    expect(other.says).toContain('is for another name')
    const { config } = await surveyed({ asIf: { BASE_URL: 'https://127.0.0.1:9' } })
    const none = await checkCertificate({ config, now: () => new Date(), outside }, signal)
    expect(none).toMatchObject({ state: 'fail' })
    expect(none.says).toContain('ECONNREFUSED')
  })
})

describe('Signatures', () => {
  test('are well where ours is taken and another is not, and no call comes of it', async () => {
    const { about, database } = await surveyed()
    expect(await checkSignature(about, signal)).toMatchObject({ state: 'ok', remedy: null })
    const calls = await database.queries.selectFrom('calls').select('id').execute()
    expect(calls).toEqual([])
  })

  test.each([
    ['another token', { TWILIO_AUTH_TOKEN: 'another-token-of-somebody' }, 'was refused'],
    ['another address', { BASE_URL: 'https://other.example.com' }, 'was refused'],
  ])('fail where the server has %s', async (_, asIf, says) => {
    const { about } = await surveyed({ asIf })
    const found = await checkSignature(about, signal)
    expect(found).toMatchObject({ state: 'fail' })
    expect(found.says).toContain(says)
    expect(JSON.stringify(found)).not.toContain('another-token')
  })

  test('fail where whoever answers takes everything, or nothing of it', async () => {
    const open = await surveyed({
      outside: { fetch: async () => new Response(null, { status: 204 }) },
    })
    const taken = await checkSignature(open.about, signal)
    expect(taken).toMatchObject({ state: 'fail' })
    expect(taken.says).toContain('strangers could play calls')
    const login = await surveyed({
      outside: { fetch: async () => new Response('', { status: 302 }) },
    })
    expect((await checkSignature(login.about, signal)).says).toContain('302, which is not ours')
  })

  test('are not checked without a token', async () => {
    const { about } = await surveyed({
      asIf: { TWILIO_AUTH_TOKEN: '', BASE_URL: '', ADMIN_API_KEY: '' },
    })
    expect(await checkSignature(about, signal)).toMatchObject({ state: 'not_checked' })
  })
})
