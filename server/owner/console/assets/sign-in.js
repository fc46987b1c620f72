// The page at the door: tells beforehand who would sign in for nothing, for the browser would not keep the session.
import { the } from './elements.js'

if (!isSecureContext) the('#needs-https').hidden = false
