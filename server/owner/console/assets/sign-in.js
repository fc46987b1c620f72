// The page at the door: tells beforehand who would sign in for nothing, for the browser would not keep the session.
import { find, the } from './elements.js'

const needsHttps = find('#needs-https')
if (needsHttps && !isSecureContext) needsHttps.hidden = false

// A simulation is behind the `#`, which no server hears of. A browser takes it along where an answer leads elsewhere:
// https://fetch.spec.whatwg.org/#http-redirect-fetch
the('form').action = `sign-in${location.hash}`
