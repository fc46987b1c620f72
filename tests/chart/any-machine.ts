/** Machines that nobody would write, to see that a chart finds room for any. */
import { array, boolean, nat, option, record, type Arbitrary } from 'fast-check'
import { createMachine, type AnyStateMachine } from 'xstate'

/** States in blocks in blocks, with transitions from each to any other. */
export function anyMachine(): Arbitrary<AnyStateMachine> {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  /** For each state the block it is in, if it is in one of those before it, and where its events lead. */
  const state = record({
    block: option(nat(6)),
    targets: array(option(nat(7)), { maxLength: 3 }),
    isGuarded: boolean(),
  })
  return array(state, { minLength: 2, maxLength: names.length }).map((states) => {
    const inside = (parent: number | null): Record<string, unknown> =>
      Object.fromEntries(
        states.flatMap(({ block }, index) => {
          const around = block !== null && block < index ? block : null
          return around === parent ? [[names[index]!, configOf(index)]] : []
        }),
      )
    const configOf = (index: number) => {
      const { targets, isGuarded } = states[index]!
      const within = inside(index)
      const [first] = Object.keys(within)
      return {
        id: names[index]!,
        ...(first && { initial: first, states: within }),
        on: Object.fromEntries(
          targets.map((target, event) => {
            const to = target === null ? {} : { target: `#${names[target % states.length]!}` }
            return [`event.${event}`, isGuarded ? [{ ...to, guard: 'mayBe' }, to] : to]
          }),
        ),
      }
    }
    return createMachine({ id: 'any', initial: 'a', states: inside(null) } as never)
  })
}
