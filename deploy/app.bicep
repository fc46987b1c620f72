// The server: App Service for Linux containers.

param location string
param name string
param image string
param instances int
param planSku string
param subnetId string
param identityId string
param identityClientId string
param workspaceId string
param settings object

// https://learn.microsoft.com/azure/app-service/reference-app-settings
var platformSettings = {
  NODE_ENV: 'production'
  PORT: '8000'
  WEBSITES_PORT: '8000'
  // Which of its identities the app means: it could have several.
  AZURE_CLIENT_ID: identityClientId
  // By default a container is killed 5 s after SIGTERM; the server takes up to 10 to finish its turns.
  WEBSITES_CONTAINER_STOP_TIME_LIMIT: '20'
  // It waits for the vault for 15 s and for the database for 90, then migrates.
  WEBSITES_CONTAINER_START_TIME_LIMIT: '300'
  WEBSITES_ENABLE_APP_SERVICE_STORAGE: 'false'
  // How many failed checks, a minute apart, take an instance out.
  WEBSITE_HEALTHCHECK_MAXPINGFAILURES: '3'
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: name
  location: location
  kind: 'linux'
  sku: { name: planSku, capacity: instances }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  kind: 'app,linux,container'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      linuxFxVersion: 'DOCKER|${image}'
      acrUseManagedIdentityCreds: true
      acrUserManagedIdentityID: identityClientId
      alwaysOn: true
      healthCheckPath: '/readyz'
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      appSettings: [
        for setting in items(union(settings, platformSettings)): {
          name: setting.key
          value: setting.value
        }
      ]
    }
  }
}

// No passwords for uploads either.
resource noFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource noScm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}

// Not AppServiceHTTPLogs: the addresses of the management API have telephone numbers in them.
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
  }
}

output siteId string = site.id
