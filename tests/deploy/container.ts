/** A server started as the image would start it: its entry point, its user, its environment and no other. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Image } from './replay.ts'

export interface Container {
  url: string
  output(): string
  /** The exit code of the image's HEALTHCHECK. */
  checkHealth(): Promise<number | null>
  /** SIGTERM, as App Service sends it. Gives the exit code. */
  stop(): Promise<number | null>
  kill(): void
}

/** All that production asks for; fictitious. */
export const PRODUCTION = {
  TWILIO_AUTH_TOKEN: 'test-token',
  REAL_PHONE_NUMBER: '+14155550100',
  BASE_URL: 'https://concierge.example.com',
  ADMIN_API_KEY: 'a-key-that-only-the-owner-has',
}

/** Throws with what it printed where the server ends instead of listening. */
export async function startContainer(
  image: Image,
  settings: Record<string, string> = {},
): Promise<Container> {
  const port = await freePort()
  const env = { ...image.env, ...PRODUCTION, PORT: `${port}`, ...settings }
  const [program, ...args] = [...image.file.entrypoint, ...image.file.command] as [string]
  const child = spawn(program, args, {
    ...image.options,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  const exited = once(child, 'exit') as Promise<[number | null]>
  const failed = exited.then(([code]) => {
    throw new Error(`The server ended with ${code}:\n${text}`)
  })
  failed.catch(() => {})
  while (!text.includes('"listening"')) await Promise.race([delay(20), failed])
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => text,
    async checkHealth() {
      const [checker, ...rest] = image.file.healthCheck as [string]
      const check = spawn(checker, rest, { ...image.options, env, stdio: 'ignore' })
      return ((await once(check, 'exit')) as [number | null])[0]
    },
    async stop() {
      child.kill('SIGTERM')
      return (await exited)[0]
    },
    kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      // Process 1 puts the server into a group of its own, and cannot pass this signal on.
      for (const pid of childrenOf(child.pid!)) process.kill(pid, 'SIGKILL')
      child.kill('SIGKILL')
    },
  }
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.split(' ').filter(Boolean).map(Number)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
