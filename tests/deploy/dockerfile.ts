/** Reads the forms of a Dockerfile that ours uses; anything else is an error, so that nothing is skipped unseen. */

export type Step =
  | { does: 'env'; name: string; value: string }
  | { does: 'workdir'; path: string }
  | { does: 'user'; name: string }
  | { does: 'run'; command: string }
  /** `from` is a stage; null is the build context. */
  | { does: 'copy'; from: string | null; sources: string[]; target: string }

export interface Stage {
  /** An image or an earlier stage. */
  base: string
  /** Like `linux/amd64`; null where none is given. */
  platform: string | null
  name: string | null
  steps: Step[]
}

export interface Dockerfile {
  stages: Stage[]
  entrypoint: string[]
  command: string[]
  healthCheck: string[]
}

/** Throws on an instruction or a form that it does not know. */
export function readDockerfile(text: string): Dockerfile {
  const file: Dockerfile = { stages: [], entrypoint: [], command: [], healthCheck: [] }
  for (const line of logicalLines(text)) {
    const [, keyword, rest] = /^([A-Z]+)\s+(.+)$/s.exec(line) ?? []
    const steps = file.stages.at(-1)?.steps ?? []
    if (keyword === 'FROM') file.stages.push(readStage(rest!))
    else if (keyword === 'ENTRYPOINT') file.entrypoint = words(rest!)
    else if (keyword === 'CMD') file.command = words(rest!)
    else if (keyword === 'HEALTHCHECK') file.healthCheck = words(rest!.replace(/^.*? CMD /s, ''))
    else if (keyword === 'RUN') steps.push({ does: 'run', command: rest! })
    else if (keyword === 'WORKDIR') steps.push({ does: 'workdir', path: rest! })
    else if (keyword === 'USER') steps.push({ does: 'user', name: rest! })
    else if (keyword === 'ENV') steps.push(readEnv(rest!))
    else if (keyword === 'COPY') steps.push(readCopy(rest!))
    else if (keyword !== 'EXPOSE') throw new Error(`The replay does not know this line: ${line}`)
  }
  return file
}

function logicalLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
}

function readStage(rest: string): Stage {
  const found = /^(?:--platform=(\S+) )?(\S+)(?: AS (\S+))?$/.exec(rest)
  if (!found) throw new Error(`The replay does not know this form: FROM ${rest}`)
  const [, platform = null, base, name = null] = found
  return { base: base!, platform, name, steps: [] }
}

function readEnv(rest: string): Step {
  const found = /^(\w+)=(\S+)$/.exec(rest)
  if (!found) throw new Error(`One name=value a line, without blanks: ENV ${rest}`)
  return { does: 'env', name: found[1]!, value: found[2]! }
}

function readCopy(rest: string): Step {
  const [, from = null, paths] = /^(?:--from=(\S+) )?(.+)$/.exec(rest)!
  const sources = paths!.split(/\s+/)
  const target = sources.pop()!
  if (/[*?]|--/.test(paths!)) throw new Error(`No wildcards or flags: COPY ${rest}`)
  return { does: 'copy', from, sources, target }
}

/** Only the JSON form: the other one puts a shell before the process, which passes no signals. */
function words(json: string): string[] {
  return JSON.parse(json) as string[]
}
