/** What the log says of a server that has started: where it is, and what is on. */
import type { RunningServer } from './serve.ts'
import type { Config } from './settings/config.ts'

export function tellStart({
  url,
  config,
  log,
}: Pick<RunningServer, 'url' | 'config' | 'log'>): void {
  const { isDemo, missing } = config
  log.info({ url, console: `${url}/console`, demo: isDemo, ...whatIsOn(config) }, 'listening')
  if (isDemo)
    log.warn(
      { missing },
      'demo: only this machine can call, webhooks need no signature; see the README to go live',
    )
}

/** No secret, no number, no address of anything but this server. */
function whatIsOn(config: Config) {
  const { flow, flowByNumber, hours, azureOpenAi, openAi, language, timeZone } = config
  return {
    flow,
    ...(flowByNumber.size > 0 && { other_flows: [...new Set(flowByNumber.values())] }),
    ...(config.houses.length > 0 && { lines: config.houses.length }),
    ...(hours.length > 0 && { hours: hours.length }),
    screeners: [...(azureOpenAi ? ['azure'] : []), ...(openAi ? ['openai'] : []), 'rules'],
    database: config.azureSql === null ? `SQLite, ${config.sqlitePath}` : 'Azure SQL',
    language,
    time_zone: timeZone,
    time_zone_from: config.timeZoneFrom,
    ...(config.backups.folder !== null && { backups: config.backups.folder }),
    ...(config.otel && { traces: true }),
    ...(config.inspect && { inspector: true }),
  }
}
