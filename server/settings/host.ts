/** Where to listen: an address or a name, and nothing else of an address of the web. */
import { isIP } from 'node:net'
import { z } from 'zod'

const NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?$/i

export const hostSetting = z
  .string()
  .transform((written) => written.replace(/^\[(.*)\]$/, '$1'))
  .refine(
    (host) => isIP(host.replace(/%.*$/, '')) > 0 || (NAME.test(host) && !/^[\d.]+$/.test(host)),
    'give an address to listen on, like 0.0.0.0 or 127.0.0.1, without http:// and a port: that is PORT',
  )
