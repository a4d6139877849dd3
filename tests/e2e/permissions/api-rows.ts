import type { Outcome, Row } from './row.ts'

const read = 'GET HEAD'
const api = '/api/v1/tickets'
const ofTicket = (outcome: Outcome, none: Outcome): Row['of'] => ({
  ticket: { everyone: '401', apiRight: outcome },
  none: { everyone: '401', apiRight: none },
})
/** Calls of the API. */
export const programs: Row[] = [
  { methods: read, path: api, of: { none: { everyone: '401', apiRight: '200' } } },
  { methods: read, path: `${api}/:ticketNumber`, of: ofTicket('200', '404') },
  { methods: read, path: `${api}/:ticketNumber/messages`, of: ofTicket('200', '404') },
  { methods: read, path: '/api/v1/attachments/:attachmentId', of: ofTicket('200', '404') },
  {
    methods: 'POST',
    path: api,
    send: { email: 'x' },
    of: { none: { everyone: '401', apiRight: '422' } },
  },
  {
    methods: 'POST',
    path: `${api}/:ticketNumber/messages`,
    send: { text: 'Un răspuns al nostru.' },
    of: ofTicket('201 does', '404'),
  },
  {
    methods: 'PATCH',
    path: `${api}/:ticketNumber`,
    send: { status: 'resolved' },
    of: ofTicket('200 does', '404'),
  },
]
