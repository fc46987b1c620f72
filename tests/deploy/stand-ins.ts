/** `az`, `docker`, `git` and `curl` that record what they are asked and answer as a test wants. */
import { spawn } from 'node:child_process'
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { temporaryFile } from '../support/concierge.ts'

const SCRIPT = join(import.meta.dirname, '../../deploy.sh')

const STAND_IN = `#!/bin/sh
tool="$(basename "$0")"
{ printf '%s' "$tool"; for word in "$@"; do printf ' %s' "$word"; done; printf '\\n'; } >> "$RECORD"
case "$tool $*" in *deploy/main.bicepparam*) env > "$RECORD.env" ;; esac
while IFS='|' read -r start code answer; do
  case "$tool $*" in "$start"*) [ -z "$answer" ] || echo "$answer"; exit "$code" ;; esac
done < "$RECORD.answers"
`

/** The beginning of a command line → what it prints, or the exit code that it ends with. The first that fits counts. */
export type Answers = Record<string, string | number>

const USUAL: Answers = {
  'az account show --query': 'A subscription',
  'az group exists': 'false',
  'az cognitiveservices model list': '1',
  'az acr list': 'conciergeabc.azurecr.io',
  'az deployment group create --resource-group phone --name registry-first':
    'conciergeabc.azurecr.io',
  'az deployment group create --resource-group phone --name concierge':
    'https://concierge-abc.azurewebsites.net',
  'git rev-parse': '0123456789ab',
  curl: '200',
}

/** What a first deployment needs; fictitious. */
export const FIRST = {
  RESOURCE_GROUP: 'phone',
  LOCATION: 'westeurope',
  ALERT_EMAIL: 'owner@example.com',
  TWILIO_AUTH_TOKEN: 'token-of-the-account',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_PHONE_NUMBER: '+12125550142',
  REAL_PHONE_NUMBER: '+14155550100',
  ADMIN_API_KEY: 'secret-key-of-the-owner',
}

export interface Deployment {
  code: number | null
  output: string
  /** The command lines, in their order. */
  asked: string[]
  /** The environment in which deploy/main.bicepparam was read. */
  deployed: Record<string, string>
}

/** Runs deploy.sh, or another script, with nothing real on its PATH that it could do harm with. */
export async function deploy(
  args: string[] = [],
  {
    variables = FIRST,
    answers = {},
    tools = ['az', 'docker', 'git', 'curl'],
    script = SCRIPT,
  }: {
    variables?: Record<string, string>
    answers?: Answers
    tools?: string[]
    script?: string
  } = {},
): Promise<Deployment> {
  const record = await temporaryFile('record')
  const bin = join(dirname(record), 'bin')
  await mkdir(bin)
  for (const tool of tools) {
    await writeFile(join(bin, tool), STAND_IN)
    await chmod(join(bin, tool), 0o755)
  }
  for (const tool of ['bash', 'sh', 'env', 'basename', 'dirname', 'cat', 'sleep', 'date'])
    await symlink(await find(tool), join(bin, tool))
  const lines = Object.entries({ ...answers, ...omit(USUAL, Object.keys(answers)) }).map(
    ([start, answer]) =>
      typeof answer === 'number' ? `${start}|${answer}|` : `${start}|0|${answer}`,
  )
  await writeFile(`${record}.answers`, `${lines.join('\n')}\n`)
  const child = spawn(script, args, {
    env: { PATH: bin, RECORD: record, READY_PAUSE: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  const [asked, environment] = await Promise.all([read(record), read(`${record}.env`)])
  const deployed = Object.fromEntries(
    environment.map((line) => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1),
    ]),
  )
  return { code, output, asked, deployed }
}

async function find(tool: string): Promise<string> {
  const child = spawn('sh', ['-c', `command -v ${tool}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [path] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  return path.trim()
}

function omit(answers: Answers, starts: string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([start]) => !starts.includes(start)))
}

async function read(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean)
}
