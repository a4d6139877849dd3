/** In place of the SMTP library, which needs the sockets of the platform: plain Node.js sends no mail. */
export const LogLevel = { NONE: 0 }

export class WorkerMailer {
  static connect(): never {
    throw new Error('Plain Node.js has no SMTP')
  }
}
