// The secrets. Written through Resource Manager, which the vault's firewall does not stop; read by the app alone.

param location string
param name string
param subnetId string
param principalId string

@description('By their names in the vault; empty ones leave what is there.')
@secure()
param secrets object

var names = ['TWILIO-AUTH-TOKEN', 'TWILIO-ACCOUNT-SID', 'TWILIO-PHONE-NUMBER', 'REAL-PHONE-NUMBER', 'ADMIN-API-KEY']

// Reads secrets, and nothing else: https://learn.microsoft.com/azure/key-vault/general/rbac-guide
var secretsUser = '4633458b-17de-408a-874b-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    enablePurgeProtection: true
    // From the app's subnet only; 'Disabled' would want a private endpoint.
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      virtualNetworkRules: [{ id: subnetId }]
    }
  }
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for secretName in names: if (!empty(secrets[secretName])) {
    parent: vault
    name: secretName
    properties: { value: secrets[secretName] }
  }
]

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

output name string = vault.name
output url string = vault.properties.vaultUri
