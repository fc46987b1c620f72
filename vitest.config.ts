import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Tests run on Node's own type stripping, exactly as production does.
    experimental: { viteModuleRunner: false },
  },
})
