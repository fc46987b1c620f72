import { expect, test } from 'vitest'
import { tracksOf, type Net } from '../../server/chart/tracks.ts'

const line = (top: number, bottom: number): Net => ({ tops: [top], bottoms: [bottom] })

test.each<[string, Net[], (number | null)[]]>([
  ['run straight down where they can', [line(10, 10)], [null]],
  ['share a height where they are apart', [line(0, 40), line(60, 100)], [0, 0]],
  ['that all go to the right cross nowhere', [line(0, 60), line(20, 80)], [1, 0]],
  ['that all go to the left cross nowhere', [line(60, 0), line(80, 20)], [0, 1]],
  ['end above where another begins below them', [line(50, 0), line(100, 50)], [0, 1]],
  [
    'from one place are one, and let others pass',
    [{ tops: [50], bottoms: [0, 100] }, line(40, 120)],
    [1, 0],
  ],
])('lines %s', (_, nets, tracks) => {
  expect(tracksOf(nets)).toEqual(tracks)
})
