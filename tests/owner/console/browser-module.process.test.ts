import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const MODULE = join(import.meta.dirname, '../../../server/owner/console/browser-module.ts')

test('A server warns nobody that taking types away is experimental', async () => {
  const script = `
    const { browserModule } = await import(${JSON.stringify(MODULE)})
    console.log(typeof browserModule('server/words/call-words.ts'))
    process.emitWarning('another one')
  `
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script])
  expect(stdout).toBe('string\n')
  expect(stderr).toContain('Warning: another one')
  expect(stderr).not.toContain('Experimental')
})
