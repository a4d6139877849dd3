import './forms.ts'
import { follow } from './follow.ts'
import { rememberZone, showLocalTimes } from './local-times.ts'

function showThread(): void {
  const thread = document.querySelector<HTMLElement>('[data-thread]')
  if (!thread) return
  showLocalTimes(thread)
  follow(thread)
}

rememberZone()
showThread()
document.addEventListener('page-shown', showThread)
