// From the environment, so that no secret stands in a file or on a command line. deploy.sh has checked them.
using './main.bicep'

param location = readEnvironmentVariable('LOCATION')
param image = readEnvironmentVariable('IMAGE')
param baseUrl = readEnvironmentVariable('BASE_URL', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param instances = int(readEnvironmentVariable('INSTANCES', '2'))
param planSku = readEnvironmentVariable('PLAN_SKU', 'B2')
param databaseSku = readEnvironmentVariable('DATABASE_SKU', 'S0')
param databaseAdminGroupName = readEnvironmentVariable('DATABASE_ADMIN_GROUP_NAME', '')
param databaseAdminGroupId = readEnvironmentVariable('DATABASE_ADMIN_GROUP_ID', '')
param deployModel = bool(readEnvironmentVariable('DEPLOY_MODEL', 'true'))
param modelLocation = readEnvironmentVariable('MODEL_LOCATION', '')
param modelName = readEnvironmentVariable('MODEL_NAME', 'gpt-4.1-mini')
param modelVersion = readEnvironmentVariable('MODEL_VERSION', '2025-04-14')
param modelCapacity = int(readEnvironmentVariable('MODEL_CAPACITY', '50'))
param settings = {
  OWNER_NAME: readEnvironmentVariable('OWNER_NAME', '')
  LANGUAGE: readEnvironmentVariable('LANGUAGE', '')
  DEFAULT_COUNTRY: readEnvironmentVariable('DEFAULT_COUNTRY', '')
  RETENTION_DAYS: readEnvironmentVariable('RETENTION_DAYS', '')
  OTEL_EXPORTER_OTLP_ENDPOINT: readEnvironmentVariable('OTEL_EXPORTER_OTLP_ENDPOINT', '')
}
param twilioAuthToken = readEnvironmentVariable('TWILIO_AUTH_TOKEN', '')
param twilioAccountSid = readEnvironmentVariable('TWILIO_ACCOUNT_SID', '')
param twilioPhoneNumber = readEnvironmentVariable('TWILIO_PHONE_NUMBER', '')
param realPhoneNumber = readEnvironmentVariable('REAL_PHONE_NUMBER', '')
param adminApiKey = readEnvironmentVariable('ADMIN_API_KEY', '')
