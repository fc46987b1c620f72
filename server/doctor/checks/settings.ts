/** Whether the settings are right, and enough for real calls. */
import { fail, ok, warn, type Finding } from '../check.ts'
import type { Surveyed } from '../surveyed.ts'

export async function checkSettings({ config, problems }: Surveyed): Promise<Finding> {
  if (problems.length > 0)
    return fail(
      `A server does not start with these: ${problems.join('; ')}.`,
      'Mend them in .env or the environment, or with npm run setup.',
    )
  if (config?.isDemo)
    return warn(
      `This is a demo: no real call can come, since ${config.missing.join(', ')} ${config.missing.length > 1 ? 'are' : 'is'} not set.`,
      'npm run setup asks for what is missing.',
    )
  const odd = [
    ...(config?.warnings ?? []).map(({ setting, warning }) => `${setting} ${warning}`),
    ...Object.entries(config?.misspelt ?? {}).map(
      ([name, meant]) => `${name} is no setting: is ${meant} meant?`,
    ),
  ]
  if (odd.length > 0) return warn(`${odd.join('; ')}.`, 'See docs/settings.md.')
  if (!config?.isProduction)
    return warn(
      'They are right; but NODE_ENV is not production, which would refuse what is too open.',
      'Set NODE_ENV=production.',
    )
  return ok('They are right, and enough for real calls.')
}
