// Azure SQL: no passwords at all, and open to the app's subnet only.

param location string
param name string
param sku string
param subnetId string
param identityName string
param identityClientId string

@description('Empty: the app is the administrator of this server, which has only its own database.')
param adminGroupName string
param adminGroupId string

var byGroup = !empty(adminGroupId)

resource server 'Microsoft.Sql/servers@2023-08-01' = {
  name: name
  location: location
  properties: {
    version: '12.0'
    minimalTlsVersion: '1.2'
    // From the app's subnet only; 'Disabled' would want a private endpoint.
    publicNetworkAccess: 'Enabled'
    administrators: {
      administratorType: 'ActiveDirectory'
      azureADOnlyAuthentication: true
      principalType: byGroup ? 'Group' : 'Application'
      login: byGroup ? adminGroupName : identityName
      // Of an application its client id, of a group its object id: `az sql server create --help`, --external-admin-sid
      sid: byGroup ? adminGroupId : identityClientId
      tenantId: tenant().tenantId
    }
  }
}

// The property above counts only when the server is created.
resource laterAdministrator 'Microsoft.Sql/servers/administrators@2023-08-01' = if (byGroup) {
  parent: server
  name: 'ActiveDirectory'
  properties: {
    administratorType: 'ActiveDirectory'
    login: adminGroupName
    sid: adminGroupId
    tenantId: tenant().tenantId
  }
}

resource appOnly 'Microsoft.Sql/servers/virtualNetworkRules@2023-08-01' = {
  parent: server
  name: 'app'
  properties: { virtualNetworkSubnetId: subnetId }
}

resource database 'Microsoft.Sql/servers/databases@2023-08-01' = {
  parent: server
  name: 'concierge'
  location: location
  sku: { name: sku, tier: sku == 'Basic' ? 'Basic' : 'Standard' }
}

output server string = server.properties.fullyQualifiedDomainName
output connectionString string = 'Server=tcp:${server.properties.fullyQualifiedDomainName},1433;Database=${database.name};Authentication=Active Directory Default;'
