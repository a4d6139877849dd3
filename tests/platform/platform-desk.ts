import { env } from 'cloudflare:workers'
import type { Desk } from '../../src/core/desk.ts'
import { bindDatabases } from '../desk/bind-databases.ts'
import { openDesk, openKeys, type Bindings } from '../../src/platform/open-desk.ts'
import { parseSettings } from '../../src/platform/settings.ts'
import { MemoryMailbox } from '../desk/memory-stores.ts'
import { allDatabases } from './setup.ts'

/** The product's own desk over the real stores, with a clock that stands until it is moved and a mailbox. */
export interface PlatformDesk extends Desk {
  mailSender: MemoryMailbox
  logged: string[]
  /** Moves the clock on. */
  pass(seconds: number): void
}

/** The real bindings, as many of the databases among them as are asked for. */
export function bindingsOver(databases: number): Bindings {
  const { DB_01: _, DB_02: __, DB_03: ___, ...rest } = env
  return { ...rest, ...bindDatabases(allDatabases.slice(0, databases)) }
}

/** Opens the desk; `parts` replaces bindings, for tests in which one of them fails. */
export async function openPlatformDesk(
  parts: Partial<Bindings> = {},
  databases = 1,
): Promise<PlatformDesk> {
  const settings = parseSettings(env)
  const context = { waitUntil: () => undefined }
  const desk = openDesk(
    { ...bindingsOver(databases), ...parts },
    settings,
    await openKeys(settings),
    context,
  )
  let time = Date.now()
  const logged: string[] = []
  return {
    ...desk,
    now: () => new Date(time),
    mailSender: new MemoryMailbox(),
    log: (event) => void logged.push(event),
    logged,
    pass: (seconds) => void (time += seconds * 1000),
  }
}
