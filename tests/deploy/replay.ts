/**
 * Replays the Dockerfile without Docker: the same files copied into clean folders, the same commands run,
 * as the same kind of user. `node tests/deploy/replay.ts` prints the steps and what came of them.
 *
 * What a stage does to the operating system alone (one without WORKDIR) is left out: there, this machine
 * stands in for the base image, with its Node, npm and what apt-get would have installed.
 */
import { execFile } from 'node:child_process'
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { copyBuildContext } from './build-context.ts'
import { readDockerfile, type Dockerfile, type Step } from './dockerfile.ts'

/** `node` in the official images: https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#non-root-user */
const NODE_USER = { uid: 1000, gid: 1000 }

export interface Image {
  file: Dockerfile
  /** What is `/` in the image. */
  root: string
  workdir: string
  /** The name of the user that it runs as. */
  user: string
  /** As a container has it, before any settings of its own. */
  env: Record<string, string>
  /** To run something in it as its user: for `spawn`. */
  options: { cwd: string; uid?: number; gid?: number }
  remove(): Promise<void>
}

interface Folder {
  root: string
  workdir: string
  user: string
  env: Record<string, string>
}

const run = promisify(execFile)

/** Throws where a step fails. `tell` is given each step as it begins. */
export async function replayImage(
  project: string,
  tell: (line: string) => void = () => {},
): Promise<Image> {
  const file = readDockerfile(await readFile(join(project, 'Dockerfile'), 'utf8'))
  // Not in the project: what is missing from the image must not be found in a folder above.
  const lab = await mkdtemp(join(tmpdir(), 'concierge-image-'))
  const remove = () => rm(lab, { recursive: true, force: true })
  try {
    await chmod(lab, 0o755)
    await copyBuildContext(project, join(lab, 'context'))
    const { root, workdir, user, env } = await build(file, lab, tell)
    const cwd = join(root, workdir)
    return {
      file,
      root,
      workdir: cwd,
      user,
      env: environment({ root, workdir, user, env }),
      options: { cwd, ...identity(user) },
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

async function build(file: Dockerfile, lab: string, tell: (line: string) => void): Promise<Folder> {
  const folders = new Map<string, Folder>()
  let last: Folder | undefined
  for (const [index, stage] of file.stages.entries()) {
    const below = folders.get(stage.base)
    last = {
      workdir: '/',
      user: 'root',
      ...below,
      env: { ...below?.env },
      root: join(lab, `${index}`),
    }
    await mkdir(last.root, { recursive: true })
    if (below) await cp(below.root, last.root, { recursive: true, verbatimSymlinks: true })
    const concernsSystem = !stage.steps.some(({ does }) => does === 'workdir')
    for (const step of concernsSystem ? [] : stage.steps) {
      tell(Object.values(step).flat().join(' '))
      await take(step, last, { context: join(lab, 'context'), folders })
    }
    if (stage.name) folders.set(stage.name, last)
  }
  if (!last) throw new Error('The Dockerfile has no FROM')
  return last
}

async function take(
  step: Step,
  folder: Folder,
  { context, folders }: { context: string; folders: Map<string, Folder> },
): Promise<void> {
  const inside = (path: string) =>
    join(folder.root, path.startsWith('/') ? path : join(folder.workdir, path))
  if (step.does === 'env') folder.env[step.name] = step.value
  else if (step.does === 'workdir') {
    folder.workdir = step.path
    await mkdir(inside('.'), { recursive: true })
  } else if (step.does === 'user') {
    folder.user = step.name
    await prepareUser(folder)
  } else if (step.does === 'copy') {
    const from = step.from === null ? context : folders.get(step.from)!.root
    for (const source of step.sources) {
      const target = step.target.endsWith('/') ? join(step.target, basename(source)) : step.target
      await cp(join(from, source), inside(target), { recursive: true, verbatimSymlinks: true })
    }
  } else {
    const isRoot = folder.user === 'root'
    const env = isRoot ? { ...process.env, ...folder.env } : environment(folder)
    const options = { cwd: inside('.'), env, ...identity(folder.user) }
    await run('sh', ['-c', step.command], options)
  }
}

/** The home folder and the Node that the base image has for its user. */
async function prepareUser({ root, user }: Folder): Promise<void> {
  const home = join(root, 'home', user)
  const bin = join(root, 'usr/local/bin')
  await mkdir(home, { recursive: true })
  await mkdir(bin, { recursive: true })
  await cp(process.execPath, join(bin, 'node'), { dereference: true })
  const { uid, gid } = identity(user)
  if (uid !== undefined) await chown(home, uid, gid!)
}

/** Nothing of this machine's but the way to its programs; the image's own paths lie under its root. */
function environment({ root, user, env }: Folder): Record<string, string> {
  const paths = [join(root, 'usr/local/bin'), '/usr/bin', '/bin']
  const own = Object.entries(env).map(
    ([name, value]) => [name, value.startsWith('/') ? join(root, value) : value] as const,
  )
  return {
    ...Object.fromEntries(own),
    PATH: paths.join(delimiter),
    HOME: join(root, 'home', user),
  }
}

/** Only root can become somebody else; whoever is not root already is no less than `node`. */
function identity(user: string): { uid?: number; gid?: number } {
  return user === 'root' || process.getuid?.() !== 0 ? {} : NODE_USER
}

if (import.meta.main) {
  const { startContainer } = await import('./container.ts')
  const image = await replayImage(join(import.meta.dirname, '../..'), console.log)
  const container = await startContainer(image)
  try {
    console.log(`health check: ${(await container.checkHealth()) === 0 ? 'well' : 'NOT WELL'}`)
    const code = await container.stop()
    console.log(`after SIGTERM: exit code ${code}`)
    process.exitCode = code === 0 ? 0 : 1
  } finally {
    container.kill()
    await image.remove()
  }
}
