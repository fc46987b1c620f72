// Starts main.ts with Node's compile cache on from the first module: without it every start strips the
// types anew, which takes 17 MB and a quarter of the time. Being JavaScript, it needs no stripping itself.
import { enableCompileCache, flushCompileCache } from 'node:module'

enableCompileCache()
await import('./main.ts')
// Now, since at the end of a process that is killed nobody would.
flushCompileCache()
