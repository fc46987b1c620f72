// The model that judges the calls. Its keys are off: only Entra ID opens it.

param location string
param name string
param model string
param version string
param capacity int
@allowed(['Standard', 'DataZoneStandard', 'GlobalStandard'])
param deploymentSku string
param principalId string

// https://learn.microsoft.com/azure/ai-foundry/openai/how-to/role-based-access-control
var openAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'

resource account 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: name
  location: location
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    // Entra ID works with an address of its own only.
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource deployment 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = {
  parent: account
  name: model
  // What callers say is worked on where this says: Standard in `location`, DataZoneStandard within the EU or the US,
  // GlobalStandard anywhere. https://learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/deployment-types
  sku: { name: deploymentSku, capacity: capacity }
  properties: {
    model: { format: 'OpenAI', name: model, version: version }
    versionUpgradeOption: 'OnceCurrentVersionExpired'
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, openAiUser)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', openAiUser)
  }
}
