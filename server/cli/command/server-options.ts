/** What every command of the management API can be told, and what it says about it. */

export const SERVER_OPTIONS = { url: { type: 'string' }, json: { type: 'boolean' } } as const

export const SERVER_HELP = `  --url URL         the server: by default BASE_URL, else PORT of this machine
  --json            print what the API answers, and problems, as JSON
  --help            this text

The key is ADMIN_API_KEY; of several the first. All three are read from the environment and .env.`

export const EXIT_CODES_HELP = `Exit codes: 0 done; 1 the server could not do it, or not all of it; 2 wrong usage, or a value such as
a phone number that is none; 3 not found; 4 the server is out of reach; 5 the key is refused.`
