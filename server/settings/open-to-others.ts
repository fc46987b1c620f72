/**
 * Without a key whoever is on this machine is its owner, and without Twilio's token whatever comes is a call: so nothing
 * may be set by which others get here.
 */

type Given = Partial<Record<string, string>>

/**
 * What is wrong, in a sentence, where no key is set and others may come: by a proxy or a tunnel, whose requests
 * look like those of this machine. Null where there is a key, or nothing but this machine in the settings.
 */
export function whyKeyIsNeeded(given: Given): string | null {
  if (given.ADMIN_API_KEY) return null
  const open = [
    ...(given.TWILIO_AUTH_TOKEN ? ['TWILIO_AUTH_TOKEN'] : []),
    ...(given.BASE_URL && !isLoopback(given.BASE_URL) ? ['BASE_URL'] : []),
    ...((given.CORS_ORIGINS ?? '').split(',').some((one) => one.trim() && !isLoopback(one.trim()))
      ? ['CORS_ORIGINS']
      : []),
  ]
  if (open.length === 0) return null
  const names = open.join(' and ')
  return `is missing, and with ${names} set this server is for more than this machine: whoever came through a proxy or a tunnel would read and change everything. Set it, to what openssl rand -hex 32 prints; or leave out ${names} to try it here alone`
}

/** The same of the token: the answers to a caller hold names, words and the owner's number. */
export function whyTokenIsNeeded(given: Given): string | null {
  if (given.TWILIO_AUTH_TOKEN || !given.BASE_URL || isLoopback(given.BASE_URL)) return null
  return 'is missing, and with BASE_URL set others come to this server: whatever they sent would be taken for a call. Set it, from the first page of the Twilio Console; or leave out BASE_URL to try it here alone'
}

/** Whether an address is of this machine and no other, whatever a resolver says. */
export function isLoopback(url: string): boolean {
  const { hostname = '' } = URL.parse(url) ?? {}
  return (
    hostname === 'localhost' ||
    /^127(\.\d+){3}$/.test(hostname) ||
    // As URLs write ::1 and ::ffff:127.0.0.1.
    /^\[::(1|ffff:7f[\da-f]{2}:[\da-f]{1,4})\]$/.test(hostname)
  )
}
