/** All attacks, in the order in which they are run. */
import type { Attack } from './attack.ts'
import { crowds } from './crowds.ts'
import { cutStreams } from './cuts.ts'
import { door } from './door.ts'
import { endless } from './endless.ts'
import { erasures } from './erasures.ts'
import { growth } from './growth.ts'
import { interleavings } from './interleavings.ts'
import { kills } from './kills.ts'
import { locks } from './locks.ts'
import { starts } from './starts.ts'
import { strangers } from './strangers.ts'
import { upgrades } from './upgrades.ts'
import { verdicts } from './verdicts.ts'
import { webhooks } from './webhooks.ts'

export const attacks: readonly Attack[] = [
  webhooks,
  interleavings,
  kills,
  upgrades,
  growth,
  verdicts,
  cutStreams,
  endless,
  strangers,
  door,
  starts,
  erasures,
  locks,
  crowds,
]
