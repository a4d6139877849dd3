import type { Bindings } from '../../src/platform/open-desk.ts'
import type { Database } from '../../src/platform/d1-database.ts'
import { faultyBucket } from './faulty-bucket.ts'
import { FaultyCodes, type CodeHistory } from './faulty-codes.ts'
import { callUnder, type Fault, type FaultPlan } from './fault.ts'

/** What a stretch of virtual time remembers of the stores behind it. */
export interface Memory {
  now(): Date
  /** Every value of the code store with the time of its writing. */
  codes: CodeHistory
  /** When each file was stored: the real store knows real time only. */
  storedAt: Map<string, Date>
}

/** The bindings of one invocation, each call of which may fail as the plan says. */
export function faultyBindings(bindings: Bindings, plan: FaultPlan, memory: Memory): Bindings {
  const databases = Object.entries(bindings as unknown as Record<string, Database>)
    .filter(([name]) => /^DB(?:_\d\d)?$/.test(name))
    .map(([name, database]) => [name, faultyDatabase(database, plan)])
  return {
    ...bindings,
    ...(Object.fromEntries(databases) as Pick<Bindings, 'DB'>),
    CODES: new FaultyCodes(bindings.CODES, plan, memory) as unknown as Bindings['CODES'],
    ATTACHMENTS: faultyBucket(bindings.ATTACHMENTS, plan, memory),
    OUTBOX: faultyQueue(bindings.OUTBOX, plan),
    EMAIL: faultyMail(bindings.EMAIL, plan),
  }
}

function faultyDatabase(database: Database, plan: FaultPlan): Database {
  return {
    prepare: (sql) => database.prepare(sql),
    batch: <T>(statements: D1PreparedStatement[]) =>
      callUnder(plan, { part: 'database', operation: 'batch' }, () =>
        database.batch<T>(statements),
      ),
  }
}

function faultyQueue(queue: Bindings['OUTBOX'], plan: FaultPlan): Bindings['OUTBOX'] {
  const send = async (fault: Fault | undefined, message: unknown) => {
    const times = fault === 'lost' ? 0 : fault === 'twice' ? 2 : 1
    for (let sent = 0; sent < times; sent += 1) await queue.send(message)
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }
  }
  return {
    send: (message) =>
      callUnder(plan, { part: 'queue', operation: 'send' }, (fault) => send(fault, message)),
  }
}

function faultyMail(email: SendEmail, plan: FaultPlan): SendEmail {
  const send = (mail: EmailMessageBuilder) =>
    callUnder(plan, { part: 'mail', operation: 'send' }, () => email.send(mail))
  return { send } as unknown as SendEmail
}
