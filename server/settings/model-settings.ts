/** The settings of the models, put together from what each says of them. */
import type { AzureEndpoint } from './azure-endpoint.ts'

export interface AzureSettings {
  AZURE_OPENAI_ENDPOINT?: AzureEndpoint | undefined
  AZURE_OPENAI_DEPLOYMENT?: string | undefined
  /** Null for the API without versions. */
  AZURE_OPENAI_API_VERSION?: string | null | undefined
}

/** What the address says counts where a setting is silent. `problems`: where they contradict each other. */
export function readAzureModel(read: AzureSettings) {
  const {
    AZURE_OPENAI_ENDPOINT: endpoint,
    AZURE_OPENAI_DEPLOYMENT,
    AZURE_OPENAI_API_VERSION,
  } = read
  const problems: string[] = []
  const named = endpoint?.deployment ?? null
  if (named !== null && AZURE_OPENAI_DEPLOYMENT !== undefined && named !== AZURE_OPENAI_DEPLOYMENT)
    problems.push(
      `AZURE_OPENAI_DEPLOYMENT: is '${AZURE_OPENAI_DEPLOYMENT}', but the address in AZURE_OPENAI_ENDPOINT names '${named}': make them one, or give the endpoint alone`,
    )
  const version = endpoint?.apiVersion ?? null
  const wished = AZURE_OPENAI_API_VERSION === null ? 'v1' : AZURE_OPENAI_API_VERSION
  if (version !== null && wished !== undefined && version !== wished)
    problems.push(
      `AZURE_OPENAI_API_VERSION: is '${wished}', but the address in AZURE_OPENAI_ENDPOINT is of '${version}': make them one, or give the endpoint alone`,
    )
  const apiVersion = wished ?? version
  return {
    problems,
    endpoint: endpoint?.base ?? null,
    deployment: AZURE_OPENAI_DEPLOYMENT ?? named,
    apiVersion: apiVersion === 'v1' ? null : apiVersion,
  }
}

/**
 * Names of what is missing. `OPENAI_API_KEY` alone asks for nothing: many shells have it set for other programs.
 * `deployment`: as the address in AZURE_OPENAI_ENDPOINT names it, if it does.
 */
export function incompleteModels(
  given: Partial<Record<string, string>>,
  deployment: string | null,
): string[] {
  const azure = ['AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_DEPLOYMENT'] as const
  const isThere = (name: string) =>
    given[name] !== undefined || (name === 'AZURE_OPENAI_DEPLOYMENT' && deployment !== null)
  const wantsAzure = [...azure, 'AZURE_OPENAI_KEY'].some(isThere)
  const lacking: string[] = wantsAzure ? azure.filter((name) => !isThere(name)) : []
  if (given.OPENAI_BASE_URL !== undefined && given.OPENAI_MODEL === undefined)
    lacking.push('OPENAI_MODEL')
  if (given.OPENAI_MODEL !== undefined && !given.OPENAI_BASE_URL && !given.OPENAI_API_KEY)
    lacking.push('OPENAI_API_KEY')
  return lacking
}
