/** Where everything of a chart is drawn. */
import type { Point } from './route.ts'

export interface Frame {
  left: number
  top: number
  width: number
  height: number
}

export interface Stroke {
  edge: string
  /** In the direction in which the call goes. */
  points: Point[]
  /** Whether it ends at a state, or at its name, so with an arrow. */
  arrives: boolean
}

export interface ChartLayout {
  width: number
  height: number
  /** Of states, with what is listed in them, and blocks. */
  states: Map<string, Frame>
  /** Of the part of a state, of a block or of `anywhere`, that has its name. */
  heads: Map<string, Frame>
  /** Of what is written on lines, or listed. */
  labels: Map<string, Frame>
  /** Of the names that listed transitions lead to, by transition. */
  targets: Map<string, Frame>
  /** Of what can happen in any state; null where nothing can. */
  anywhere: Frame | null
  strokes: Stroke[]
}
