/** How a call came about, as its column `simulated` has it. */
export const PLAYED = {
  /** Over a carrier. */
  not: 0,
  /** On the console, within the process: its webhooks are none that anybody sends, and nothing of it is told. */
  onConsole: 1,
  /** By `npm run call`, whose webhooks come as a carrier's do: told as a real one is, and otherwise counted with the played. */
  overHttp: 2,
} as const
