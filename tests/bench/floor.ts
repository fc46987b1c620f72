/** The floor: a bare Hono server that parses the form and answers fixed TwiML. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const TWIML =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Gather input="speech" action="/twilio/ai-response" method="POST"><Say>Hello, may I ask what you are calling about?</Say></Gather></Response>'

const app = new Hono()
app.post('*', async (c) => {
  const form = new URLSearchParams(await c.req.text())
  if (!form.get('CallSid')) return c.text('CallSid is missing', 400)
  return c.body(TWIML, 200, { 'content-type': 'text/xml; charset=utf-8' })
})

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => process.send?.(info.port))
