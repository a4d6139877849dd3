import './forms.ts'
import { follow } from './follow.ts'
import { rememberZone, showLocalTimes } from './local-times.ts'

const thread = document.querySelector<HTMLElement>('[data-thread]')
if (thread) {
  rememberZone()
  showLocalTimes(thread)
  follow(thread)
}
