/** Who we are to Azure: a managed identity there, the developer's own at home. One for all that ask. */
import type { TokenCredential } from '@azure/identity'
import type { EntraLogin } from '../../storage/azure-sql/connection-string.ts'
import { lazy } from '../basics/lazy.ts'

/** Loaded only where it is needed: `@azure/identity` takes 40 MB. */
export const azureCredential = lazy<TokenCredential>(async () => {
  const { DefaultAzureCredential } = await import('@azure/identity')
  return new DefaultAzureCredential()
})

/** What a connection string asks for: usually the one that everything else has. */
export async function credentialFor(login: EntraLogin): Promise<TokenCredential> {
  const identity = await import('@azure/identity')
  switch (login.by) {
    case 'default':
      return login.clientId === null
        ? azureCredential()
        : new identity.DefaultAzureCredential({ managedIdentityClientId: login.clientId })
    case 'managed identity':
      return login.clientId === null
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential({ clientId: login.clientId })
    case 'workload identity':
      return new identity.WorkloadIdentityCredential(
        login.clientId === null ? {} : { clientId: login.clientId },
      )
    case 'service principal':
      return new identity.ClientSecretCredential(
        tenantOf(login),
        login.clientId,
        login.clientSecret,
      )
  }
  throw new Error('There is no such login')
}

function tenantOf({ tenantId }: EntraLogin & { by: 'service principal' }): string {
  const tenant = tenantId ?? process.env.AZURE_TENANT_ID
  if (!tenant)
    throw new Error('Set AZURE_TENANT_ID: the connection string names a service principal')
  return tenant
}
