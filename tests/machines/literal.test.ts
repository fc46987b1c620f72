/** A flow that left for another tool comes back as it was. */
import { createMachine } from 'xstate'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { flows, ownFlows, type Flow } from '../../machines/flows.ts'
import { literalOf } from '../../machines/literal.ts'
import { walk } from '../../machines/walk.ts'

const LIMITS = { maxTurns: 1, noSpeechRetries: 1 }
const ALL = [...flows, ...ownFlows].map((flow) => ({ name: `${flow.id} ${flow.version}`, flow }))

/** As a tool reads it: a module that imports XState. */
async function imported(text: string): Promise<Flow> {
  const folder = await mkdtemp(join(tmpdir(), 'literal-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'machine.mjs')
  await writeFile(file, text.replace("'xstate'", `'${import.meta.resolve('xstate')}'`))
  return ((await import(pathToFileURL(file).href)) as { machine: Flow }).machine
}

test.each(ALL)('$name is one literal, and comes to the same states again', async ({ flow }) => {
  const text = literalOf(flow)
  expect(text.match(/createMachine\(/g)).toHaveLength(1)
  const again = (await imported(text)).provide(flow.implementations)
  const [was, is] = [flow, again].map((one) =>
    walk(one, LIMITS).places.map(({ state, cue, onward }) => ({
      state,
      cue,
      onward: onward.map(({ event, to }) => ({ event, to: to.state })),
    })),
  )
  expect(is).toEqual(was)
})

test.each(ALL)('$name needs nothing but createMachine of XState to be read', async ({ flow }) => {
  expect((await imported(literalOf(flow))).config).toEqual(JSON.parse(JSON.stringify(flow.config)))
})

test('Names and texts that a literal cannot hold as they are come back as they were', async () => {
  const odd = createMachine({
    id: 'odd',
    initial: '$fine_1',
    description: `It's "quoted" \\ with\nlines \u2028 and 'more' of it`,
    states: { 'with space': {}, "it's": {}, '42nd': {}, $fine_1: { on: { 'a.b': "it's" } } },
  } as never) as Flow
  expect((await imported(literalOf(odd))).config).toEqual(odd.config)
})

test('A name that JavaScript takes for something else is a name like others', async () => {
  const meta = JSON.parse('{ "__proto__": { "say": [] } }') as object
  const odd = createMachine({ id: 'odd', meta } as never) as Flow
  const again = (await imported(literalOf(odd))).config.meta as object
  expect(Object.keys(again)).toEqual(['__proto__'])
})
