import { isLocale, locales } from '../../i18n/locales.ts'
import { reservedSegments } from '../../i18n/paths.ts'
import type { Article } from './article.ts'

const slugShape = /^[a-z0-9]+(-[a-z0-9]+)*$/

/**
 * `idToPlace('ro/your-ticket/open-from-mail') // => { locale: 'ro', category: 'your-ticket', slug: 'open-from-mail' }`
 * Throws what the writer has to change where a file lies elsewhere or takes a reserved address.
 */
export function idToPlace(id: string): Pick<Article, 'locale' | 'category' | 'slug'> {
  const file = `content/articles/${id}.md`
  const [locale, category, slug, ...rest] = id.split('/')
  if (!isLocale(locale))
    throw new Error(`${file}: the first folder must be a locale: ${locales.join(', ')}.`)
  if (!category || !slug || rest.length > 0)
    throw new Error(`${file}: put it at content/articles/${locale}/<category>/<article>.md.`)
  refuseSlug(file, 'folder', category)
  refuseSlug(file, 'file name', slug)
  return { locale, category, slug }
}

function refuseSlug(file: string, what: string, slug: string): void {
  if (!slugShape.test(slug))
    throw new Error(
      `${file}: the ${what} "${slug}" becomes an address: type small letters, digits and single dashes, such as "open-from-mail".`,
    )
  if (reservedSegments.includes(slug))
    throw new Error(
      `${file}: the ${what} "${slug}" is the address of another page (reserved: ${reservedSegments.join(', ')}). Rename it in every locale, for example to "your-${slug}".`,
    )
}
