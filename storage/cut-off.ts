/** What was said in one go and not heard to its end: up to there, and from there. */
export interface CutOff {
  heard: string
  unheard: string
}
