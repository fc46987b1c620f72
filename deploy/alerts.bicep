// An e-mail for whatever a caller would notice.

param location string
param name string
param email string
param siteId string
param workspaceId string
param insightsId string
param appUrl string

@description('A turn that took longer, from Twilio\'s webhook to our answer; callers hear "one moment" after 2.5 s.')
param slowTurnMs int = 5000

resource owner 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'concierge'
    emailReceivers: [{ name: 'owner', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// What App Service measures: https://learn.microsoft.com/azure/app-service/monitor-app-service-reference#metrics
var metrics = [
  { name: 'server-errors', metric: 'Http5xx', aggregation: 'Total', operator: 'GreaterThan', threshold: 0, severity: 1 }
  { name: 'unhealthy', metric: 'HealthCheckStatus', aggregation: 'Average', operator: 'LessThan', threshold: 100, severity: 1 }
  { name: 'slow-answers', metric: 'HttpResponseTime', aggregation: 'Average', operator: 'GreaterThan', threshold: 3, severity: 2 }
]

resource metricAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for one in metrics: {
    name: '${name}-${one.name}'
    location: 'global'
    properties: {
      enabled: true
      severity: one.severity
      scopes: [siteId]
      evaluationFrequency: 'PT1M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: one.name
            metricNamespace: 'Microsoft.Web/sites'
            metricName: one.metric
            timeAggregation: one.aggregation
            operator: one.operator
            threshold: one.threshold
          }
        ]
      }
      actions: [{ actionGroupId: owner.id }]
    }
  }
]

// What the server says itself. A turn that fails is answered politely and with 200, so only the log knows of it:
// docs/watching.md has the fields, and pino's 50 is an error.
var queries = [
  {
    name: 'failed-turns'
    severity: 1
    query: 'AppServiceConsoleLogs | extend line = parse_json(ResultDescription) | where toint(line.level) >= 50'
  }
  {
    name: 'slow-turns'
    severity: 2
    query: 'AppServiceConsoleLogs | extend line = parse_json(ResultDescription) | where line.msg == "turn" and todouble(line.latency_ms) > ${slowTurnMs}'
  }
]

resource logAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for one in queries: {
    name: '${name}-${one.name}'
    location: location
    kind: 'LogAlert'
    properties: {
      enabled: true
      severity: one.severity
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      // The table comes into being with the first line.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: one.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [owner.id] }
    }
  }
]

// From outside, the way Twilio comes: App Service cannot tell that a name or a certificate has run out.
resource fromOutside 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  kind: 'standard'
  tags: { 'hidden-link:${insightsId}': 'Resource' }
  properties: {
    SyntheticMonitorId: '${name}-ready'
    Name: '${name}-ready'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'us-va-ash-azr' }, { Id: 'emea-nl-ams-azr' }]
    Request: { RequestUrl: '${appUrl}/readyz', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
  }
}

resource unreachable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-unreachable'
  location: 'global'
  tags: { 'hidden-link:${insightsId}': 'Resource', 'hidden-link:${fromOutside.id}': 'Resource' }
  properties: {
    enabled: true
    severity: 1
    scopes: [fromOutside.id, insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: fromOutside.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: owner.id }]
  }
}
