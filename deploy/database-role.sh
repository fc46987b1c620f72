#!/usr/bin/env bash
# Makes the app less than an administrator of its database, and the tables as this release wants them: the app may
# not. Run it as a member of DATABASE_ADMIN_GROUP_NAME, after the first deployment and before each that changes tables.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  printf 'database-role.sh: %s\n' "$@" >&2
  exit 1
}

if [ -z "${RESOURCE_GROUP:-}" ]; then fail 'RESOURCE_GROUP: is missing'; fi
if [[ ! "${MY_ADDRESS:-}" =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]]; then
  fail 'MY_ADDRESS: give the IPv4 address that you come from; it is let through while this runs'
fi
for tool in az sqlcmd npm; do
  if ! command -v "$tool" >/dev/null; then fail "$tool: is not installed; see docs/deployment.md"; fi
done

output() {
  az deployment group show --resource-group "$RESOURCE_GROUP" --name concierge \
    --query "properties.outputs.$1.value" --output tsv
}
server="$(output databaseServer)"
app="$(output appName)"
if [ -z "$server" ] || [ -z "$app" ]; then fail 'Nothing is deployed there yet: ./deploy.sh first'; fi
# It stands in SQL, in brackets.
if [[ ! "$app" =~ ^[A-Za-z0-9-]+$ ]]; then fail "$app: this is no name of an app"; fi

rule="database-role-$$"
close() {
  az sql server firewall-rule delete --resource-group "$RESOURCE_GROUP" --server "${server%%.*}" --name "$rule" --output none
}
trap close EXIT
az sql server firewall-rule create --resource-group "$RESOURCE_GROUP" --server "${server%%.*}" --name "$rule" \
  --start-ip-address "$MY_ADDRESS" --end-ip-address "$MY_ADDRESS" --output none

# The tables first: what the role is given holds for those that come, too.
export AZURE_SQL_CONNECTION_STRING="Server=tcp:$server,1433;Database=concierge;Authentication=Active Directory Default;"
USE_AZURE_SQL=true npm run --silent migrate
sqlcmd -S "$server" -d concierge --authentication-method ActiveDirectoryAzCli -b -v app="$app" -i deploy/database-role.sql
printf '%s may work on the rows of %s, and do nothing else there\n' "$app" "$server"
