/** Everything that can be wrong, as one list: the terminal and the console look at the same. */
import { CHECK_NAMES, notChecked, type Check, type CheckName, type Finding } from './check.ts'
import { checkAddress } from './checks/address.ts'
import { checkCertificate } from './checks/certificate.ts'
import { checkClock } from './checks/clock.ts'
import { checkContacts } from './checks/contacts.ts'
import { checkDatabase } from './checks/database.ts'
import { checkDisk } from './checks/disk.ts'
import { checkForwarding } from './checks/forwarding.ts'
import { checkModel } from './checks/model.ts'
import { checkNotices } from './checks/notices.ts'
import { checkNumber } from './checks/number.ts'
import { checkSettings } from './checks/settings.ts'
import { checkSignature } from './checks/signature.ts'
import { checkTimeZone } from './checks/time-zone.ts'
import { checkVersions } from './checks/versions.ts'
import type { Readable, Surveyed } from './surveyed.ts'

type Look = (about: Readable, signal: AbortSignal) => Promise<Finding>

const LOOKS: Record<Exclude<CheckName, 'settings' | 'versions'>, Look> = {
  database: checkDatabase,
  disk: checkDisk,
  address: checkAddress,
  certificate: checkCertificate,
  number: checkNumber,
  signature: checkSignature,
  forwarding: checkForwarding,
  model: checkModel,
  notices: checkNotices,
  contacts: checkContacts,
  clock: checkClock,
  time_zone: checkTimeZone,
}

/** All, or the ones that are named. */
export function createChecks(
  about: Surveyed,
  only: readonly CheckName[] = CHECK_NAMES,
): readonly Check[] {
  return CHECK_NAMES.filter((name) => only.includes(name)).map((name) => ({
    name,
    async look(signal) {
      if (name === 'settings') return checkSettings(about)
      if (name === 'versions') return checkVersions()
      const { config } = about
      return config === null
        ? notChecked('The settings come first.')
        : LOOKS[name]({ ...about, config }, signal)
    },
  }))
}
