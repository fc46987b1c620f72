import { expect, test } from 'vitest'
import { readConfig } from '../../server/settings/config.ts'
import { readTimeZone } from '../../server/settings/time-zone.ts'
import { problemsOf } from './problems-of.ts'

test.each([
  [{ TIME_ZONE: 'America/Los_Angeles', TZ: 'Asia/Tokyo' }, 'America/Los_Angeles', 'TIME_ZONE'],
  [{ TIME_ZONE: 'america/los_angeles' }, 'America/Los_Angeles', 'TIME_ZONE'],
  [{ TIME_ZONE: 'US/Pacific' }, 'America/Los_Angeles', 'TIME_ZONE'],
  [{ TZ: 'Asia/Tokyo' }, 'Asia/Tokyo', 'TZ'],
  [{ TZ: ':Europe/Berlin' }, 'Europe/Berlin', 'TZ'],
  [{ TZ: '/usr/share/zoneinfo/Europe/Berlin' }, 'Europe/Berlin', 'TZ'],
  [{ TZ: 'UTC0' }, 'UTC', 'TZ'],
  [{ TZ: ':/etc/localtime' }, 'Europe/Paris', 'system'],
  [{}, 'Europe/Paris', 'system'],
])('%o is %s, from %s', (given, name, from) => {
  expect(readTimeZone(given, 'Europe/Paris')).toEqual({ name, from })
})

test.each([undefined, 'Etc/Unknown', ''])('a system that says %s is taken for UTC', (system) => {
  expect(readTimeZone({}, system as string)).toEqual({ name: 'UTC', from: 'system' })
})

test.each(['Mars/Olympus', 'PST', 'EST', 'BST', '+02:00', 'UTC+3', 'Berlin', '8', 'Etc/Unknown'])(
  'TIME_ZONE=%s and TZ=%s are refused with a word on what to write',
  (zone) => {
    expect(problemsOf({ TIME_ZONE: zone })).toEqual([
      expect.stringMatching(/^TIME_ZONE: .*America\/Los_Angeles/),
    ])
    expect(problemsOf({ TZ: zone })).toEqual([expect.stringMatching(/^TZ: .*set TIME_ZONE/)])
  },
)

test('a TZ that nobody counts in is no mistake where TIME_ZONE says it', () => {
  const { timeZone } = readConfig({ TZ: 'CET-1CEST,M3.5.0,M10.5.0/3', TIME_ZONE: 'Europe/Berlin' })
  expect(timeZone).toBe('Europe/Berlin')
})
