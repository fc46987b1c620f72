// Where the images are. deploy.sh deploys it alone at first: the image has to be there before the app that runs it.

param location string = resourceGroup().location
param name string = 'concierge${uniqueString(resourceGroup().id)}'

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: location
  sku: { name: 'Basic' }
  properties: {
    // No password: people push as themselves, the app pulls as its identity.
    adminUserEnabled: false
  }
}

output name string = registry.name
output loginServer string = registry.properties.loginServer
