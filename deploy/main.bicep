// All that a concierge in production needs, in one resource group. deploy.sh deploys it; docs/deployment.md explains.
// What was chosen and why: decisions/0010-shipping.md.

@description('Where everything is put.')
param location string = resourceGroup().location

@description('The image to run: REGISTRY.azurecr.io/voice-concierge:TAG')
param image string

@description('The public address where it is not the one of App Service, like https://concierge.example.com')
param baseUrl string = ''

@description('Gets the alerts.')
param alertEmail string

@description('How many instances; Basic plans go up to 3.')
@minValue(1)
@maxValue(30)
param instances int = 2

@description('The App Service plan: B2 or better.')
@allowed(['B2', 'B3', 'P0v3', 'P1v3', 'P2v3'])
param planSku string = 'B2'

@description('The size of the database.')
@allowed(['Basic', 'S0', 'S1', 'S2'])
param databaseSku string = 'S0'

@description('An Entra group to administrate the database instead of the app; the app has to be a member, or a user of the database.')
param databaseAdminGroupName string = ''
param databaseAdminGroupId string = ''

@description('False: no Azure OpenAI, the built-in rules judge.')
param deployModel bool = true
@description('Where the model is had, if not in location.')
param modelLocation string = ''
param modelName string = 'gpt-4.1-mini'
param modelVersion string = '2025-04-14'
@description('Where callers\' words are worked on: in the region, in the EU or the US, or anywhere.')
@allowed(['Standard', 'DataZoneStandard', 'GlobalStandard'])
param modelSku string = 'Standard'
@description('In thousands of tokens a minute.')
param modelCapacity int = 50

@description('Settings of the server that are no secrets, by name: OWNER_NAME, LANGUAGE, RETENTION_DAYS …')
param settings object = {}

// Empty ones leave what the vault has.
@secure()
param twilioAuthToken string = ''
@secure()
param twilioAccountSid string = ''
@secure()
param twilioPhoneNumber string = ''
@secure()
param realPhoneNumber string = ''
@secure()
param adminApiKey string = ''

var suffix = uniqueString(resourceGroup().id)
var name = 'concierge-${suffix}'
var registryName = 'concierge${suffix}'
var appUrl = empty(baseUrl) ? 'https://${name}.azurewebsites.net' : baseUrl

// Not the app's own identity, which would come with the app: its permissions have to be there before the first start.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
}

module registry 'registry.bicep' = {
  name: 'registry'
  params: { location: location, name: registryName }
}

module pull 'registry-access.bicep' = {
  name: 'registry-access'
  params: { registryName: registryName, principalId: identity.properties.principalId }
  dependsOn: [registry]
}

module network 'network.bicep' = {
  name: 'network'
  params: { location: location, name: name }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    name: 'kv-${suffix}'
    subnetId: network.outputs.subnetId
    principalId: identity.properties.principalId
    secrets: {
      'TWILIO-AUTH-TOKEN': twilioAuthToken
      'TWILIO-ACCOUNT-SID': twilioAccountSid
      'TWILIO-PHONE-NUMBER': twilioPhoneNumber
      'REAL-PHONE-NUMBER': realPhoneNumber
      'ADMIN-API-KEY': adminApiKey
    }
  }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    location: location
    name: name
    sku: databaseSku
    subnetId: network.outputs.subnetId
    identityName: identity.name
    identityClientId: identity.properties.clientId
    adminGroupName: databaseAdminGroupName
    adminGroupId: databaseAdminGroupId
  }
}

module model 'model.bicep' = if (deployModel) {
  name: 'model'
  params: {
    location: empty(modelLocation) ? location : modelLocation
    name: name
    model: modelName
    version: modelVersion
    capacity: modelCapacity
    deploymentSku: modelSku
    principalId: identity.properties.principalId
  }
}

module app 'app.bicep' = {
  name: 'app'
  params: {
    location: location
    name: name
    image: image
    instances: instances
    planSku: planSku
    subnetId: network.outputs.subnetId
    identityId: identity.id
    identityClientId: identity.properties.clientId
    workspaceId: watching.outputs.workspaceId
    settings: union(settings, {
      BASE_URL: appUrl
      KEY_VAULT_URL: vault.outputs.url
      USE_AZURE_SQL: 'true'
      AZURE_SQL_CONNECTION_STRING: database.outputs.connectionString
      AZURE_OPENAI_ENDPOINT: deployModel ? 'https://${name}.openai.azure.com' : ''
      AZURE_OPENAI_DEPLOYMENT: deployModel ? modelName : ''
    })
  }
  // A start without these permissions is a start without secrets, image or model.
  dependsOn: [pull, model]
}

module watching 'watching.bicep' = {
  name: 'watching'
  params: { location: location, name: name }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    name: name
    email: alertEmail
    siteId: app.outputs.siteId
    workspaceId: watching.outputs.workspaceId
    insightsId: watching.outputs.insightsId
    appUrl: appUrl
  }
}

output url string = appUrl
output appName string = name
output vaultName string = vault.outputs.name
output identityClientId string = identity.properties.clientId
output databaseServer string = database.outputs.server
