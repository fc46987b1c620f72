/** The way to our own address over the network. */
import { lookup } from 'node:dns/promises'
import type { Outside } from './surveyed.ts'

export const outside: Outside = {
  async lookup(name) {
    const found = await lookup(name, { all: true })
    return found.map(({ address }) => address)
  },
  fetch: (url, init) => fetch(url, init),
}
