import { createInstance, type TFunction } from 'i18next'
import { locales, sourceLocale, type Locale } from './locales.ts'

const files = import.meta.glob<Record<string, unknown>>('../../locales/*/*.json', {
  eager: true,
  import: 'default',
})

/** One file of a locale: `site`, `tickets`, `emails`, `pictures`, `problems`. */
export type Namespace = 'site' | 'tickets' | 'emails' | 'pictures' | 'problems'

const resources: Record<string, Record<string, Record<string, unknown>>> = {}
for (const [path, words] of Object.entries(files)) {
  const [locale = '', file = ''] = path.split('/').slice(-2)
  resources[locale] = { ...resources[locale], [file.replace('.json', '')]: words }
}

const instances = new Map(locales.map((locale) => [locale, createLocaleInstance(locale)]))

function createLocaleInstance(locale: Locale) {
  const instance = createInstance()
  void instance.init({
    lng: locale,
    fallbackLng: sourceLocale,
    resources: { [sourceLocale]: resources[sourceLocale] ?? {}, [locale]: resources[locale] ?? {} },
    defaultNS: 'site',
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

/** The words of one file in one locale: `translator('ro', 'tickets')('reply.send') // => 'Trimite răspunsul'`. */
export function translator<N extends Namespace>(locale: Locale, namespace: N): TFunction<N> {
  const instance = instances.get(locale)
  if (!instance) throw new Error(`No locale ${locale}`)
  return instance.getFixedT(locale, namespace) as TFunction<N>
}
