/** What runs between each two layers: from where to where, and on which height from side to side. */
import type { Arrangement, Course } from './arrange.ts'
import { lowerStem, stemsOf, upperStem } from './stems.ts'
import { tracksOf, type Net } from './tracks.ts'

export interface Channel {
  /** How many heights lines need. */
  tracks: number
  runs: Run[]
}

/** One line's way through a channel. */
interface Run {
  course: Course
  top: number
  bottom: number
  /** From above; null where it runs straight down. */
  track: number | null
}

/** The channel below each layer. */
export function channelsOf(arrangement: Arrangement): Channel[] {
  const layers = 1 + Math.max(...[...arrangement.places.values()].map(({ layer }) => layer))
  const steps = stepsOf(arrangement)
  return Array.from({ length: layers }, (_, layer) =>
    channelOf(steps.filter((step) => step.layer === layer)),
  )
}

interface Step {
  course: Course
  /** The upper one. */
  layer: number
  top: Stop
  bottom: Stop
}

/** What has the same name is one place. */
interface Stop {
  name: string
  x: number
}

function stepsOf(arrangement: Arrangement): Step[] {
  const stems = stemsOf(arrangement)
  const { places, blocks, courses } = arrangement
  return courses.flatMap((course) => {
    const [upper, lower] = [upperStem(course), lowerStem(course)]
    const layer = blocks.get(course.upper)?.last ?? places.get(course.upper)!.layer
    const stops: Stop[] = [
      { name: upper, x: stems.get(upper)! },
      ...course.via.map((x) => ({ name: `${upper} ${lower} ${course.edge}`, x })),
      { name: lower, x: stems.get(lower)! },
    ]
    return stops.slice(1).map((bottom, index) => {
      return { course, layer: layer + index, top: stops[index]!, bottom }
    })
  })
}

function channelOf(steps: Step[]): Channel {
  const groups = connected(steps)
  const nets = groups.map((group): Net => ({
    tops: unique(group.map(({ top }) => top.x)),
    bottoms: unique(group.map(({ bottom }) => bottom.x)),
  }))
  const tracks = tracksOf(nets)
  const runs = groups.flatMap((group, index) =>
    group.map(({ course, top, bottom }): Run => ({
      course,
      top: top.x,
      bottom: bottom.x,
      track: top.x === bottom.x ? null : tracks[index]!,
    })),
  )
  return { tracks: Math.max(0, ...tracks.map((track) => (track ?? -1) + 1)), runs }
}

/** Steps that begin or end at the same place, together. */
function connected(steps: Step[]): Step[][] {
  const groups: Step[][] = []
  for (const step of steps) {
    const touched = groups.filter((group) => group.some((other) => isTouching(step, other)))
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push([...touched.flat(), step])
  }
  return groups
}

function isTouching(one: Step, other: Step): boolean {
  return one.top.name === other.top.name || one.bottom.name === other.bottom.name
}

function unique(values: number[]): number[] {
  return [...new Set(values)]
}
