/** Whether the models answer in the form that is asked for, and how fast. */
import { fail, ok, warn, type Finding } from '../check.ts'
import type { Readable } from '../surveyed.ts'

export async function checkModel(
  { config, models }: Pick<Readable, 'config' | 'models'>,
  signal: AbortSignal,
): Promise<Finding> {
  const all = await models()
  if (all.length === 0)
    return ok('None is set up: the built-in rules judge, which need nothing of anybody.')
  const deadline = config.screeningDeadlineMs
  const tried = await Promise.all(
    all.map(async (model) => {
      const bounded = AbortSignal.any([signal, AbortSignal.timeout(deadline)])
      return { ...model, ...(await model.tryOut(bounded)) }
    }),
  )
  const says = tried
    .map((one) =>
      'failure' in one
        ? `${one.name} at ${one.address} ${one.failure}.`
        : `${one.name} at ${one.address} judged a call in ${one.ms} ms, in the form that is asked for.`,
    )
    .join(' ')
  const failed = tried.filter((one) => 'failure' in one)
  const remedy =
    'See docs/models.md. Until it is mended the next in the chain judges, at last the built-in rules.'
  if (failed.length === tried.length) return fail(says, remedy)
  if (failed.length > 0) return warn(says, remedy)
  const slow = tried.some((one) => 'ms' in one && one.ms > config.screeningPatienceMs)
  return slow
    ? warn(says, 'Callers wait for it, and hear that it takes a moment: a smaller model is faster.')
    : ok(says)
}
