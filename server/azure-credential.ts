/** Who we are to Azure: a managed identity there, the developer's own at home. One for all that ask. */
import type { TokenCredential } from '@azure/identity'

let shared: Promise<TokenCredential> | undefined

/** Loaded only where it is needed: `@azure/identity` takes 40 MB. */
export function azureCredential(): Promise<TokenCredential> {
  shared ??= import('@azure/identity').then(
    ({ DefaultAzureCredential }) => new DefaultAzureCredential(),
  )
  return shared
}
