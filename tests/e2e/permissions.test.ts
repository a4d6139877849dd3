import { beforeAll, describe, expect, inject, test } from 'vitest'
import { recordFigure } from '../figure.ts'
import {
  callCell,
  cellName,
  effectOf,
  findStylesheet,
  toCells,
  type Cell,
} from './permissions/cells.ts'
import { productRoutes, routesWithoutRow } from './permissions/routes.ts'
import {
  callCells,
  differences,
  readRows,
  tellingRefusals,
  traces,
  type CalledCell,
} from './permissions/run.ts'
import { setScene, type Scene } from './permissions/scene.ts'
import { seenBySupport } from './permissions/stored.ts'
import { actorNames, everyMethod, type ActorName, type Row } from './permissions/row.ts'
import { table } from './permissions/table.ts'

const cells = toCells(table, { inFull: inject('proving') })
const harmless = cells.filter((cell) => effectOf(cell) === 'nothing')
let scene: Scene

beforeAll(async () => {
  await findStylesheet()
  scene = await setScene()
}, 180_000)

describe('the table', () => {
  test('has a row for every route, and no route is without one unnoticed', () => {
    expect(routesWithoutRow(productRoutes(), table)).toEqual([])
    expect(routesWithoutRow([...productRoutes(), 'POST /:locale/new/'], table)).toEqual([
      'POST /:locale/new/',
    ])
    expect(productRoutes()).toContain('GET /:locale/tickets/:ticketNumber/updates/')
    expect(productRoutes()).toContain('POST /:locale/link/:token/code/')
    expect(productRoutes()).toContain('GET /.well-known/security.txt')
  })

  test('asks twelve kinds of people or more', () => {
    const proof = 'permissions'
    recordFigure({ proof, figure: 'actors', value: actorNames.length, bar: '≥ 12' })
    recordFigure({ proof, figure: 'cells', value: cells.length, bar: '≥ 1,000' })
    expect(actorNames.length).toBeGreaterThanOrEqual(12)
    expect(cells.length).toBeGreaterThanOrEqual(1000)
  })
})

test('everyone is answered as the table has it, and what is refused leaves no trace', async () => {
  const tickets = [scene.objects.ticket, scene.objects.filed, scene.objects.other]
  const seen = () => Promise.all(tickets.map((names) => seenBySupport(names.ticketNumber)))
  const [rows, support] = [await readRows(scene), await seen()]
  const called: CalledCell[] = await callCells(scene, harmless)
  expect(differences(scene, called)).toEqual([])
  expect(tellingRefusals(scene, called)).toEqual([])
  const after = await readRows(scene)
  if (after !== rows) expect(await traces(scene, harmless)).toEqual([])
  expect(JSON.parse(after)).toEqual(JSON.parse(rows))
  expect(await seen()).toEqual(support)
}, 600_000)

test('what must be proven again is kept for its browser and changes nothing else', async () => {
  const keeping = cells.filter((cell) => effectOf(cell) === 'keeps')
  const rows = await readRows(scene, false)
  const called = await callCells(scene, keeping)
  expect(differences(scene, called)).toEqual([])
  expect(await readRows(scene, false)).toBe(rows)
})

test('a method that a path does not have is refused and changes nothing', async () => {
  const rows = await readRows(scene)
  const called = await callCells(scene, unlisted())
  expect(differences(scene, called)).toEqual([])
  expect(await readRows(scene)).toBe(rows)
})

test('who may do something does it, and a link that was replaced is as one that never was', async () => {
  for (const cell of cells.filter((each) => effectOf(each) === 'does')) {
    const rows = await readRows(scene)
    const called = [{ cell, answer: await callCell(scene, cell) }]
    expect(differences(scene, called)).toEqual([])
    expect(await readRows(scene), cellName(cell)).not.toBe(rows)
  }
  const path = '/:locale/link/:token/'
  const replaced = (['ticket', 'none'] as const).map((object): Cell => {
    const row = { methods: 'GET', path, of: {} }
    return { actor: 'nobody', method: 'GET', row, object, outcome: '404' }
  })
  const called = await callCells(scene, replaced)
  expect([...differences(scene, called), ...tellingRefusals(scene, called)]).toEqual([])
})

const every = everyMethod.split(' ')
const short = ['POST', 'PUT', 'DELETE', 'OPTIONS']
const fixed =
  /^\/(:locale\/(:category\/(:article\/(index\.md)?)?|feed\.xml|sitemap\.xml|search-index\.json)?|sitemap-index\.xml|llms\.txt|favicon\.svg|robots\.txt|_astro.*|\.well.*)$/

// The strongest ask: a guest with a session, of the API a program with the token; and, in full, nobody too.
function unlisted(): Cell[] {
  return [...Map.groupBy(table, ({ path }) => path)].flatMap(([path, rows]) => {
    const has = new Set(rows.flatMap(({ methods }) => methods.split(' ')))
    const missing = (inject('proving') ? every : short).filter((method) => !has.has(method))
    const [object = 'none'] = rows.flatMap(({ of }) => Object.keys(of) as (keyof Row['of'])[])
    const strongest = path.startsWith('/api/') ? 'apiRight' : 'guest'
    const actors: ActorName[] = inject('proving') ? ['nobody', strongest] : [strongest]
    return missing.flatMap((method) =>
      actors.map((actor): Cell => {
        const row = { methods: method, path, of: {} }
        return { actor, method, row, object, outcome: outcomeOf(path, actor) }
      }),
    )
  })
}

function outcomeOf(path: string, actor: string): string {
  if (fixed.test(path)) return '405'
  const isOpen = actor === 'apiRight' || /^\/api\/(health|search|v1\/openapi)/.test(path)
  return path.startsWith('/api/') && !isOpen ? '401' : '404'
}
