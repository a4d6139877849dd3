import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { convertV4MiniflareOptions, Miniflare, type V4WorkerOptions } from 'miniflare'
import { ensureBuilt } from '../../scripts/product/build.mjs'
import { findFreePort } from '../../scripts/product/port.mjs'
import { inProject, toolEnvironment } from '../../scripts/setup/project.mjs'
import { builtWorker } from '../../scripts/workerd/run-built.mjs'
import { postman } from './letter-box.ts'

const secretKey = 'b25seSBpbiB0ZXN0cywgb25seSBpbiB0ZXN0cywgb24='
export const apiToken = 'only-in-tests-only-in-tests-only'

interface Recorded {
  config: Uint8Array
  args: string[]
}

/** The built product in a workerd of its own, on a state folder that outlives the process. */
export class BuiltWorker {
  readonly origin: string
  readonly stateDir: string
  readonly #miniflare: Miniflare
  readonly #recorded: Recorded
  #process: ChildProcess | undefined
  #listening = Promise.withResolvers<void>()

  // However the tests end, no workerd outlives them.
  readonly #killWithUs = () => this.#process?.kill('SIGKILL')

  private constructor(place: { origin: string; stateDir: string }, miniflare: Miniflare) {
    this.origin = place.origin
    this.stateDir = place.stateDir
    this.#miniflare = miniflare
    process.once('exit', this.#killWithUs)
    this.#recorded = {
      config: readFileSync(join(place.stateDir, 'workerd.config')),
      args: JSON.parse(readFileSync(join(place.stateDir, 'workerd.args'), 'utf8')) as string[],
    }
  }

  /** Builds what is not built and makes an empty database; `start` serves it. Its mails go to a `LetterBox`. */
  static async open(stateDir: string, letterBoxAddress: string): Promise<BuiltWorker> {
    mkdirSync(stateDir, { recursive: true })
    await ensureBuilt(toolEnvironment(stateDir))
    const port = await findFreePort()
    const place = { origin: `http://127.0.0.1:${port}`, stateDir }
    const miniflare = await record(place, port, letterBoxAddress)
    const worker = new BuiltWorker(place, miniflare)
    await worker.#migrate()
    return worker
  }

  /** Starts workerd on what is on the disk; resolves when it listens. */
  async start(): Promise<void> {
    const log = openSync(join(this.stateDir, 'server.log'), 'a')
    const stdio = ['pipe', log, log, 'pipe'] as const
    const env = { ...process.env, TZ: 'UTC' }
    const child = spawn(workerdPath(), this.#recorded.args, { stdio: [...stdio], env })
    this.#process = child
    child.stdin?.end(this.#recorded.config)
    const control = child.stdio[3]
    if (control) await once(control, 'data')
    this.#listening.resolve()
  }

  /** Resolves when somebody listens: at once, or after the restart. */
  get listening(): Promise<void> {
    return this.#listening.promise
  }

  /** Ends the process as a power cut of the program would: no signal that it could hear, no goodbye. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child) return
    this.#listening = Promise.withResolvers()
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    this.#process = undefined
  }

  /** Ends everything that was started. */
  async close(): Promise<void> {
    await this.kill()
    process.off('exit', this.#killWithUs)
    await this.#miniflare.dispose()
  }

  /** The SQLite file of a local store: `d1`, `kv` or `r2`. */
  sqlitePath(store: 'd1' | 'kv' | 'r2'): string {
    const files = globSync(join(this.stateDir, store, '*', '*.sqlite'))
    const [path] = files.filter((file) => !file.endsWith('metadata.sqlite'))
    if (!path) throw new Error(`There is no ${store} in ${this.stateDir}`)
    return path
  }

  // The first read makes the database's file; its tables are made while nobody has it open.
  async #migrate(): Promise<void> {
    await this.start()
    await fetch(`${this.origin}/api/health`).then((answer) => answer.text())
    await this.kill()
    const database = new DatabaseSync(this.sqlitePath('d1'))
    const folder = inProject('functions', 'migrations')
    for (const name of readdirSync(folder).sort()) {
      database.exec(readFileSync(join(folder, name), 'utf8'))
    }
    database.close()
  }
}

// Miniflare makes workerd's configuration of the built Worker and its local stores; the process itself is ours.
async function record(
  { origin, stateDir }: { origin: string; stateDir: string },
  port: number,
  letterBoxAddress: string,
): Promise<Miniflare> {
  process.env['MINIFLARE_WORKERD_PATH'] = fileURLToPath(
    new URL('record-workerd.mjs', import.meta.url),
  )
  process.env['RECORDED_WORKERD'] = stateDir
  const worker = builtWorker() as unknown as V4WorkerOptions
  const { email: _, compatibilityDate, ...product } = worker
  const secrets = { SECRET_KEY: secretKey, API_TOKEN: apiToken }
  product.bindings = { ...product.bindings, ORIGIN: origin, ...secrets }
  product.serviceBindings = { EMAIL: { name: 'postman', entrypoint: 'Postman' } }
  const mail = {
    name: 'postman',
    modules: true as const,
    script: postman,
    bindings: { LETTER_BOX: letterBoxAddress },
  }
  const options = convertV4MiniflareOptions({
    host: '127.0.0.1',
    port,
    cf: false,
    unsafeTriggerHandlers: true,
    workers: [product, mail].map((each) => ({ ...each, compatibilityDate })) as V4WorkerOptions[],
  })
  const miniflare = new Miniflare({ ...options, resourcePersistencePath: stateDir })
  await miniflare.ready
  return miniflare
}

function workerdPath(): string {
  return (createRequire(import.meta.url)('workerd') as { default: string }).default
}
