import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const PROJECT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8')

test('npm ci is allowed on the Node that the README allows, and warns of no package’s engines there', () => {
  const [, oldest] = /Node (\d+) or later/.exec(read('README.md')) ?? []
  const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } }
  expect(engines).toEqual({ node: `>=${oldest}` })
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, object> }
  expect(lock.packages['']).toMatchObject({ engines })
  expect(read('.npmrc')).toMatch(/^loglevel=error$/m)
})
