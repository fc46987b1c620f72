#!/usr/bin/env bash
# Brings the concierge to Azure: builds the image, pushes it, deploys deploy/main.bicep, waits until it answers.
# Run it again at any time: what is as it should be stays. docs/deployment.md tells the whole way.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'HELP'
Usage: ./deploy.sh [--what-if] [--image TAG]

  --what-if    show what would change; changes, builds and pushes nothing
  --image TAG  deploy an image that is in the registry already, like an earlier one to go back to

Always:  RESOURCE_GROUP LOCATION ALERT_EMAIL
At first, later only to change them (they are kept in the key vault):
         TWILIO_AUTH_TOKEN TWILIO_ACCOUNT_SID TWILIO_PHONE_NUMBER REAL_PHONE_NUMBER ADMIN_API_KEY
If you like, with what they are otherwise:
         SUBSCRIPTION (that of az login)  BASE_URL (https://NAME.azurewebsites.net)
         INSTANCES (2)  PLAN_SKU (B2)  DATABASE_SKU (S0)
         DEPLOY_MODEL (true)  MODEL_LOCATION (LOCATION)  MODEL_NAME (gpt-4.1-mini)
         MODEL_VERSION (2025-04-14)  MODEL_CAPACITY (50)  MODEL_SKU (Standard)
         OWNER_NAME LANGUAGE TIME_ZONE DEFAULT_COUNTRY RETENTION_DAYS OTEL_EXPORTER_OTLP_ENDPOINT
         DATABASE_ADMIN_GROUP_NAME DATABASE_ADMIN_GROUP_ID  READY_TIMEOUT (900, in seconds)
HELP
}

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf 'deploy.sh: %s\n' "$@" >&2
  exit 1
}

problems=()
problem() { problems+=("$*"); }
report_problems() {
  if [ "${#problems[@]}" -gt 0 ]; then fail "${problems[@]}"; fi
}

# check_form NAME REGEX ADVICE: what is set has to look right; whether it has to be set is asked elsewhere.
check_form() {
  local value="${!1:-}"
  if [ -n "$value" ] && ! [[ "$value" =~ $2 ]]; then problem "$1: $3"; fi
}

need() {
  local name
  for name in "$@"; do
    if [ -z "${!name:-}" ]; then problem "$name: is missing"; fi
  done
}

check_tools() {
  local tools=(az) tool
  if ! $what_if; then tools+=(curl); fi
  if $builds; then tools+=(docker git); fi
  for tool in "${tools[@]}"; do
    if ! command -v "$tool" >/dev/null; then problem "$tool: is not installed; see docs/deployment.md"; fi
  done
}

check_variables() {
  local phone='^\+[1-9][0-9]{7,14}$'
  need RESOURCE_GROUP LOCATION ALERT_EMAIL
  check_form ALERT_EMAIL '^[^@ ]+@[^@ ]+\.[^@ ]+$' 'give an e-mail address'
  check_form REAL_PHONE_NUMBER "$phone" 'write it in full, like +14155550123'
  check_form TWILIO_PHONE_NUMBER "$phone" 'write it in full, like +14155550123'
  check_form TWILIO_ACCOUNT_SID '^AC[0-9a-fA-F]{32}$' 'it begins with AC; see the first page of the Twilio console'
  check_form ADMIN_API_KEY '^[^,]{16,}(,[^,]{16,})*$' 'give at least 16 characters, like those of: openssl rand -hex 32'
  check_form BASE_URL '^https://[^/ ]+(/[^ ]*[^/ ])?$' 'give an https address without a slash at its end'
  check_form INSTANCES '^[1-9][0-9]?$' 'give a whole number'
  check_form MODEL_CAPACITY '^[1-9][0-9]*$' 'give a whole number, in thousands of tokens a minute'
  check_form MODEL_SKU '^(Standard|DataZoneStandard|GlobalStandard)$' 'write Standard, DataZoneStandard or GlobalStandard'
  check_form READY_TIMEOUT '^[1-9][0-9]*$' 'give a whole number of seconds'
  check_form DEPLOY_MODEL '^(true|false)$' 'write true or false'
  check_form IMAGE_TAG '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$' 'this is no tag of an image'
  if [ -n "${DATABASE_ADMIN_GROUP_ID:-}" ]; then need DATABASE_ADMIN_GROUP_NAME; fi
}

check_account() {
  if ! az account show --output none 2>/dev/null; then fail 'Azure does not know you: az login'; fi
  if [ -n "${SUBSCRIPTION:-}" ]; then az account set --subscription "$SUBSCRIPTION"; fi
  say "Subscription: $(az account show --query name --output tsv)"
  if $builds && ! docker info >/dev/null 2>&1; then fail 'Docker does not run: start it'; fi
}

check_model() {
  local query found
  query="length([?model.name=='$MODEL_NAME' && model.version=='$MODEL_VERSION' && contains(model.skus[].name, '$MODEL_SKU')])"
  found="$(az cognitiveservices model list --location "$MODEL_LOCATION" --query "$query" --output tsv)"
  if [ "${found:-0}" = 0 ]; then
    problem "MODEL_NAME, MODEL_VERSION: $MODEL_NAME $MODEL_VERSION is not to be had in $MODEL_LOCATION as $MODEL_SKU;" \
      "take another MODEL_LOCATION, or a MODEL_SKU that works on callers' words elsewhere too (docs/deployment.md);" \
      "see: az cognitiveservices model list --location $MODEL_LOCATION --output table"
  fi
}

# The vault's own door is shut for us, but Resource Manager says whether there is one.
check_secrets() {
  if $group_exists; then
    vaults="$(az keyvault list --resource-group "$RESOURCE_GROUP" --query '[].name' --output tsv)"
  fi
  if [ -z "$vaults" ]; then
    need TWILIO_AUTH_TOKEN TWILIO_ACCOUNT_SID TWILIO_PHONE_NUMBER REAL_PHONE_NUMBER ADMIN_API_KEY
  fi
}

# The server reads its secrets when it starts, and a new secret alone is no reason for Azure to start it anew.
restart_for_secrets() {
  local given="${TWILIO_AUTH_TOKEN:-}${TWILIO_ACCOUNT_SID:-}${TWILIO_PHONE_NUMBER:-}${REAL_PHONE_NUMBER:-}${ADMIN_API_KEY:-}"
  if [ -z "$vaults" ] || [ -z "$given" ]; then return; fi
  say 'Restart, for the secrets'
  az webapp restart --resource-group "$RESOURCE_GROUP" --name "$(az deployment group show \
    --resource-group "$RESOURCE_GROUP" --name concierge --query properties.outputs.appName.value --output tsv)"
}

deploy_registry() {
  say 'Registry'
  # All that az says but the address goes to the terminal: warnings would end up in the image's name.
  registry="$(az deployment group create --resource-group "$RESOURCE_GROUP" --name registry-first \
    --template-file deploy/registry.bicep --parameters location="$LOCATION" \
    --query properties.outputs.loginServer.value --output tsv)"
  if [ -z "$registry" ]; then fail 'The registry was deployed, but did not tell its address'; fi
}

build_and_push() {
  say "Image $IMAGE"
  # Without the platform an ARM Mac builds an image that App Service cannot start ("exec format error").
  docker build --platform linux/amd64 --tag "$IMAGE" .
  az acr login --name "${registry%%.*}"
  docker push "$IMAGE"
}

deploy_all() {
  say 'Everything else: 10 to 15 minutes at first'
  url="$(az deployment group create --resource-group "$RESOURCE_GROUP" --name concierge \
    --parameters deploy/main.bicepparam --query properties.outputs.url.value --output tsv)"
  if [ -z "$url" ]; then fail 'It was deployed, but did not tell its address'; fi
}

# The old instances answer while the new ones start, so one answer proves little. READY_PAUSE is for the tests.
wait_until_ready() {
  local in_a_row=0 status since=$SECONDS
  say "Waiting for $url/readyz"
  until [ "$in_a_row" = 3 ]; do
    if [ $((SECONDS - since)) -ge "$READY_TIMEOUT" ]; then
      fail "$url is not ready after $READY_TIMEOUT s, its last answer: ${status:-none}." \
        'See "When it does not start" in docs/deployment.md'
    fi
    status="$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 10 "$url/readyz" || true)"
    if [ "$status" = 200 ]; then in_a_row=$((in_a_row + 1)); else in_a_row=0; fi
    if [ "$in_a_row" != 3 ]; then sleep "${READY_PAUSE:-5}"; fi
  done
}

print_webhooks() {
  cat <<DONE

Ready: $url runs $IMAGE

Twilio console, Phone Numbers → Active numbers → your number → Voice configuration, all with HTTP POST
(or: BASE_URL=$url npm run twilio -- configure):
  A call comes in        $url/twilio/voice
  Primary handler fails  $url/twilio/fallback
  Call status changes    $url/twilio/status
DONE
}

what_if=false
builds=true
vaults=''
IMAGE_TAG="${IMAGE_TAG:-}"
while [ $# -gt 0 ]; do
  case "$1" in
    --what-if) what_if=true builds=false ;;
    --image)
      builds=false
      IMAGE_TAG="${2:-}"
      if [ -z "$IMAGE_TAG" ]; then fail '--image: give the tag of an image'; fi
      shift
      ;;
    --help | -h)
      usage
      exit
      ;;
    *) fail "$1: unknown; see ./deploy.sh --help" ;;
  esac
  shift
done

: "${DEPLOY_MODEL:=true}" "${MODEL_NAME:=gpt-4.1-mini}" "${MODEL_VERSION:=2025-04-14}" "${MODEL_SKU:=Standard}" "${READY_TIMEOUT:=900}"
: "${MODEL_LOCATION:=${LOCATION:-}}"

check_tools
check_variables
report_problems
check_account
group_exists="$(az group exists --name "$RESOURCE_GROUP")"
check_secrets
if [ "$DEPLOY_MODEL" = true ]; then check_model; fi
report_problems

# Names what was built; what differs from the commit has no name yet, so it gets the time.
if [ -z "$IMAGE_TAG" ] && command -v git >/dev/null; then
  IMAGE_TAG="$(git rev-parse --short=12 HEAD)"
  if [ -n "$(git status --porcelain)" ]; then IMAGE_TAG="$IMAGE_TAG-$(date -u +%Y%m%d%H%M%S)"; fi
fi

# What deploy/main.bicepparam reads. An exported secret is in no file and on no command line.
# Empty is unset, so that what the template has for it counts.
for name in LOCATION ALERT_EMAIL BASE_URL INSTANCES PLAN_SKU DATABASE_SKU \
  DEPLOY_MODEL MODEL_LOCATION MODEL_NAME MODEL_VERSION MODEL_CAPACITY MODEL_SKU \
  OWNER_NAME LANGUAGE TIME_ZONE DEFAULT_COUNTRY RETENTION_DAYS OTEL_EXPORTER_OTLP_ENDPOINT \
  DATABASE_ADMIN_GROUP_NAME DATABASE_ADMIN_GROUP_ID \
  TWILIO_AUTH_TOKEN TWILIO_ACCOUNT_SID TWILIO_PHONE_NUMBER REAL_PHONE_NUMBER ADMIN_API_KEY; do
  if [ -n "${!name:-}" ]; then export "${name?}"; else unset "$name"; fi
done

if $what_if; then
  if ! $group_exists; then
    say "Nothing is there yet: the resource group $RESOURCE_GROUP in $LOCATION, and in it all of deploy/main.bicep"
    exit
  fi
  registry="$(az acr list --resource-group "$RESOURCE_GROUP" --query '[].loginServer | [0]' --output tsv)"
  export IMAGE="${registry:-REGISTRY}/voice-concierge:${IMAGE_TAG:-TAG}"
  say 'What would change'
  az deployment group what-if --resource-group "$RESOURCE_GROUP" --parameters deploy/main.bicepparam
  exit
fi

if ! $group_exists; then
  az group create --name "$RESOURCE_GROUP" --location "$LOCATION" --output none
fi
deploy_registry
export IMAGE="$registry/voice-concierge:$IMAGE_TAG"
if $builds; then build_and_push; fi
deploy_all
restart_for_secrets
wait_until_ready
print_webhooks
