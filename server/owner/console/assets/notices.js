// The page of the notices.
import { startPushSwitch } from './push-switch.js'

startPushSwitch()
