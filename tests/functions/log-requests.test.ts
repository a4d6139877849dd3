import { expect, test } from 'vitest'
import { pathToRoute } from '../../functions/middleware/log-requests.ts'

test.each([
  ['/ro/link/0JNQ9KF2.1.dOkpzi7v50O7Q_s8HRsrtLxi5CxqrgTvpwnHHoKPZNo/code/', '/ro/link/…/code/'],
  ['/it/tickets/7K3F-Q2MD/resolution/', '/it/tickets/…/resolution/'],
  ['/attachments/0123456789abcdef0123456789abcdef', '/attachments/…'],
  ['/api/v1/tickets/7K3F-Q2MD/messages', '/api/v1/tickets/…/messages'],
  ['/maria@example.com/', '/…/'],
  ['/en/tickets/new/', '/en/tickets/new/'],
])('%s is logged as %s', (path, route) => {
  expect(pathToRoute(path)).toBe(route)
})
