// Starts main.ts with Node's compile cache on from the first module: without it every start strips the
// types anew, which takes 20 MB and a third of the time. Being JavaScript, it needs no stripping itself.
// `--prepare`, run by `npm ci`, only fills the cache, so that the first start is as quick as any other.
import { enableCompileCache, flushCompileCache } from 'node:module'

enableCompileCache()
if (process.argv.includes('--prepare')) {
  await import('./serve.ts')
  await import('./screening/offline/offline-screener.ts')
  await import('./owner/door/door.ts')
  await import('./owner/api/management.ts')
  await import('./owner/console/console.ts')
  await import('./watch/measurements.ts')
} else {
  await import('./main.ts')
}
// Now, since at the end of a process that is killed nobody would.
flushCompileCache()
