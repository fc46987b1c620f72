/** The environment as it was meant, with what `.env` adds to it. */
import { readEnvFile } from './env-file.ts'
import { handedOver } from './handed-over.ts'

/**
 * What is set already goes before the file. Of `env` only what `isOurs` is changed. Gives what is wrong with the file.
 * `onTaken` hears the names that came from it.
 */
export function takeEnvFile(
  env: NodeJS.ProcessEnv,
  isOurs: (name: string) => boolean,
  path?: string,
  onTaken: (name: string) => void = () => undefined,
): string[] {
  const { values, problems } = readEnvFile(path)
  for (const [name, value] of Object.entries(env))
    if (value !== undefined && isOurs(name)) env[name] = handedOver(value)
  for (const [name, value] of Object.entries(values)) {
    if (env[name] === undefined) onTaken(name)
    env[name] ??= value
  }
  return problems
}
