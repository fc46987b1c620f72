/** The one browser of all page tests: started before them, ended after them; each test gets a context of its own. */
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { findBrowser } from './find-browser.ts'
import { HOME_NAME } from './home-name.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `chromium.connect` finds it. */
    browser: string
    /** Whether what is kept of pages is to be made anew: `--update`. */
    redraws: boolean
  }
}

export default async function startBrowser({
  provide,
  config,
}: TestProject): Promise<() => Promise<void>> {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error('Page tests need a browser: apt-get install chromium (npm test needs none)')
  const args = ['--no-sandbox', `--host-resolver-rules=MAP ${HOME_NAME} 127.0.0.1`]
  const browser = await chromium.launchServer({ executablePath, args })
  provide('browser', browser.wsEndpoint())
  provide('redraws', config.snapshotOptions.updateSnapshot === 'all')
  return () => browser.close()
}
