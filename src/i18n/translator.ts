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

const translators = new Map<string, TFunction<Namespace>>()

/** The words of one file in one locale: `translator('ro', 'tickets')('reply.send') // => 'Trimite răspunsul'`. */
export function translator<N extends Namespace>(locale: Locale, namespace: N): TFunction<N> {
  const name = `${locale} ${namespace}`
  const known = translators.get(name)
  if (known) return known as unknown as TFunction<N>
  const made = keepPlainWords(openTranslator(locale, namespace))
  translators.set(name, made as unknown as TFunction<Namespace>)
  return made
}

function openTranslator<N extends Namespace>(locale: Locale, namespace: N): TFunction<N> {
  const instance = instances.get(locale)
  if (!instance) throw new Error(`No locale ${locale}`)
  return instance.getFixedT(locale, namespace) as TFunction<N>
}

// A page asks for some fifty sentences in which nothing is filled in: each is looked up once in the isolate's life.
// What has no words is not kept, so that there are never more than the files have.
function keepPlainWords<N extends Namespace>(translate: TFunction<N>): TFunction<N> {
  const ask = translate as unknown as (key: string, options?: object) => string
  const kept = new Map<string, string>()
  const keeping = (key: string, options?: object): string => {
    if (options !== undefined) return ask(key, options)
    const words = kept.get(key) ?? ask(key)
    if (words !== key) kept.set(key, words)
    return words
  }
  return keeping as unknown as TFunction<N>
}
