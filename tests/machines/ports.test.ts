/** A port is declared once: whoever forgets to answer it is told by the compiler, or at the start. */
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { StateMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { conciergeFlow } from '../../machines/flows/concierge.ts'
import type { Flow } from '../../machines/flows.ts'
import { UnansweredPortError } from '../../machines/with-actors.ts'
import { withPorts } from '../../server/calls/ports.ts'
import { createConcierge, temporaryFile } from '../support/concierge.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ROOMS = ['machines', 'prompts', 'server', 'storage', 'tests/machines']

describe('a port that is declared, and nothing else', () => {
  test('is missed by the compiler where it is answered and where it is exported, nowhere else', async () => {
    const project = await copied()
    putIn(project, 'machines/ports.ts', 'export const ports = {', DECLARED)
    expect(compile(project)).toEqual([
      'server/calls/call-ports.ts',
      'server/replay/pseudonymous-call.ts',
    ])

    putIn(project, 'server/calls/call-ports.ts', '\n  return {', 'isHome: async () => true,')
    putIn(
      project,
      'server/replay/pseudonymous-call.ts',
      'PortOutput<Name> } = {',
      'isHome: Boolean,',
    )
    expect(compile(project)).toEqual([])
  }, 120_000)

  test('is walked with every answer and with a fault', async () => {
    const project = await copied()
    putIn(project, 'machines/ports.ts', 'export const ports = {', DECLARED)
    putIn(project, 'machines/flows/concierge.ts', '\n    screening,', ASKED)
    const concierge = pathToFileURL(join(project, 'machines/flows/concierge.ts')).href
    const promises = pathToFileURL(join(project, 'tests/machines/promises.ts')).href
    const { conciergeFlow: flow } = (await import(concierge)) as { conciergeFlow: Flow }
    const { brokenPromises } = (await import(promises)) as {
      brokenPromises(flow: Flow): string[]
    }
    const found = brokenPromises(flow).map((problem) => problem.replace(/ \(.*\)/, ''))
    expect(new Set(found)).toEqual(
      new Set(['dialing.contact: dials without a reason', 'wondering: isHome fails, and it dials']),
    )
  }, 30_000)
})

describe('a flow that asks what nobody answers', () => {
  const { config, implementations } = conciergeFlow
  const states = { ...config.states }
  states.screening = { ...states.screening, invoke: { id: 'oracle', src: 'oracle' } }
  const oracular = new StateMachine({ ...config, states } as typeof config, implementations)
  const answers = {
    findOpenDial: () => false,
    lookUpContact: () => null,
    screen: () => Promise.reject(new Error('out of order')),
  }

  test('cannot be provided with ports', () => {
    expect(() => withPorts(oracular, answers)).toThrow(UnansweredPortError)
    expect(() => withPorts(oracular, answers)).toThrow("concierge asks 'oracle' in screening")
    const { screen: _, ...others } = answers
    expect(() => withPorts(conciergeFlow, others)).toThrow("asks 'screen' in screening")
  })

  test('keeps the server from starting', async () => {
    await expect(createConcierge({ flows: [conciergeFlow, oracular] })).rejects.toThrow(
      UnansweredPortError,
    )
  })
})

const DECLARED = `
  /** Is the owner at home? */
  isHome: port<boolean, Arrival>({ told: ({ arrival }) => arrival!, mayAnswer: [true, false] }),
`

/** A flow that puts through whoever calls while the owner is at home. */
const ASKED = `
    recognised: { always: 'wondering' },
    wondering: {
      tags: 'thinking',
      meta: { say: [], next: 'hold' },
      invoke: {
        id: 'isHome',
        src: 'isHome',
        onDone: 'dialing.contact',
        onError: 'dialing.contact',
      },
      on: { 'hold.ended': 'listening.greeting' },
    },
`

/** Our sources in a folder of their own, under the rules of this project. */
async function copied(): Promise<string> {
  const folder = dirname(await temporaryFile())
  for (const room of ROOMS)
    cpSync(join(ROOT, room), join(folder, room), {
      recursive: true,
      filter: (path) => ['', '.ts'].includes(extname(path)) && !path.endsWith('.test.ts'),
    })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { incremental: true },
      include: [
        'machines',
        'server/calls',
        'server/replay',
        'server/watch/watch.ts',
        'tests/machines',
      ],
    }),
  )
  return folder
}

/** Puts something behind a place that is in the file once. */
function putIn(folder: string, file: string, place: string, put: string): void {
  const path = join(folder, file)
  const source = readFileSync(path, 'utf8')
  expect(source.split(place)).toHaveLength(2)
  writeFileSync(path, source.replace(place, `${place}${put}`))
}

/** The files that the compiler objects to. */
function compile(folder: string): string[] {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  try {
    execFileSync(process.execPath, [tsc, '--pretty', 'false'], { cwd: folder, stdio: 'pipe' })
    return []
  } catch (error) {
    const { stdout } = error as { stdout: Buffer }
    const files = [...String(stdout).matchAll(/^(\S+?)\(\d+,\d+\): error/gm)]
    if (files.length === 0) throw error
    return [...new Set(files.map(([, file]) => file!))].sort()
  }
}
