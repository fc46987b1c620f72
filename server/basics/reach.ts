/** Which addresses may be asked that a stranger's program has named: those of public servers, by https. */
import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns'
import { BlockList, isIP } from 'node:net'

export interface Reach {
  /** Why this address may not be asked, to follow "the address"; null where it may. */
  problem(url: URL): string | null
  /** Names are looked up so: what was checked is what is connected to. Node's own where it is left out. */
  lookup?: Lookup
  /** PEM, of an authority to trust beside those of Node. */
  ca?: string
}

type Done = (error: Error | null, address: string | LookupAddress[], family?: number) => void
type Lookup = (name: string, options: LookupOptions, done: Done) => void

/** A program on this network is not for strangers, whatever name it has. */
export const publicReach: Reach = { problem: publicProblem, lookup: lookupPublic }

/** Without asking anybody. https://www.rfc-editor.org/rfc/rfc6761, https://www.rfc-editor.org/rfc/rfc6762#appendix-G */
const LOCAL_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|test|example|invalid|onion|alt)$/

function publicProblem({ protocol, hostname, port, username, password }: URL): string | null {
  if (protocol !== 'https:') return 'has to begin with https'
  if (username !== '' || password !== '') return 'has a user or a password in it'
  if (port !== '') return 'names a port: push services have none but that of https'
  const name = hostname.toLowerCase().replace(/\.$/, '')
  if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return 'has no name, only a number'
  if (!name.includes('.') || LOCAL_NAMES.test(name)) return 'is none of the internet'
  return null
}

/** Rejects a name without a public address. Of several, those that are not public are left out. */
function lookupPublic(name: string, options: LookupOptions, done: Done): void {
  lookUp(name, { ...options, all: true }, (error, found) => {
    if (error) return done(error, [])
    const addresses = found.filter(({ address }) => isPublicAddress(address))
    const [first] = addresses
    if (!first) {
      const refused = Object.assign(new Error('no public address'), { code: 'ENOTPUBLIC' })
      return done(refused, [])
    }
    return options.all ? done(null, addresses) : done(null, first.address, first.family)
  })
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry, whole blocks of it. */
const NOT_PUBLIC = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

/** Within 2000::/3, which is all of IPv6 that is public: https://www.iana.org/assignments/iana-ipv6-special-registry */
const NOT_PUBLIC_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const blocked = new BlockList()
for (const [network, prefix] of NOT_PUBLIC) blocked.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of NOT_PUBLIC_6) blocked.addSubnet(network, prefix, 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !blocked.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}
