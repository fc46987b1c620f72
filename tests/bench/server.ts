/** The concierge as a child process of the bench; answers any message with its resident bytes. */
import { startServer } from '../../server/serve.ts'

const server = await startServer(process.env)
process.on('message', () =>
  process.send?.({ rss: process.memoryUsage().rss, cpu: process.cpuUsage() }),
)
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
process.send?.(Number(new URL(server.url).port))
