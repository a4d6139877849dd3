import type { DeviceKind } from './device.ts'

/** Who asks, as far as the request itself tells; what they may do is decided where it is used. */
export interface Viewer {
  /** Hash of the browser's own cookie, which this answer sets for a browser that brought none. */
  browserHash: string
  /** The browser brought its cookie: it has been on a page of ours before. */
  hasCookie: boolean
  /** Hash of the guest session's cookie. */
  sessionHash: string | undefined
  device: DeviceKind
}
