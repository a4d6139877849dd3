import { globSync, readdirSync, statSync } from 'node:fs'
import { createApp } from '../../../functions/app.ts'
import type { Surroundings } from '../../../functions/environment.ts'
import { everyMethod, type Row } from './row.ts'

/** Every route there is, as `GET /:locale/link/`: the Worker's own, the pages, and the files that are copied. */
export function productRoutes(): string[] {
  // Nothing is called: the app is only asked for its routes.
  const { routes } = createApp({} as Surroundings)
  const own = routes.filter(({ path }) => !path.endsWith('*'))
  const pages = globSync('src/pages/**/*.{astro,ts}').map(fileToPath)
  const copied = readdirSync('public', { recursive: true, encoding: 'utf8' }).filter(
    (path) => path !== '_headers' && statSync(`public/${path}`).isFile(),
  )
  return [
    ...own.flatMap(({ method, path }) => methodsOf(method).map((each) => `${each} ${path}`)),
    ...pages.map((path) => `GET ${path}`),
    ...copied.map((path) => `GET /${path}`),
  ]
}

/** Methods by name, all of them for a route that takes any. */
const methodsOf = (method: string) => (method === 'ALL' ? everyMethod.split(' ') : [method])

/** Routes of the product that no row of the table speaks of. */
export function routesWithoutRow(routes: string[], table: Row[]): string[] {
  const listed = new Set(
    table.flatMap(({ methods, path }) => methods.split(' ').map((method) => `${method} ${path}`)),
  )
  return [...new Set(routes)].filter((route) => !listed.has(route))
}

// `src/pages/[locale]/link/index.astro` is `/:locale/link/`, `src/pages/[locale]/feed.xml.ts` is `/:locale/feed.xml`.
function fileToPath(file: string): string {
  const path = file.replace(/^src\/pages|(\/index)?\.astro$|\.ts$/g, '')
  const named = path.replace(/\[(\w+)\]/g, ':$1')
  return file.endsWith('.astro') ? `${named}/` : named
}
