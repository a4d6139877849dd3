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

type Translate = (key: string, values?: Record<string, unknown>) => string

const translators = new Map<string, Translate>()

/** The words of one file in one locale: `translator('ro', 'tickets')('reply.send') // => 'Trimite răspunsul'`. */
export function translator<N extends Namespace>(locale: Locale, namespace: N): TFunction<N> {
  const name = `${locale} ${namespace}`
  const known = translators.get(name) ?? keepSentences(openTranslator(locale, namespace), locale)
  translators.set(name, known)
  return known as unknown as TFunction<N>
}

function openTranslator(locale: Locale, namespace: Namespace): Translate {
  const instance = instances.get(locale)
  if (!instance) throw new Error(`No locale ${locale}`)
  return instance.getFixedT(locale, namespace) as unknown as Translate
}

// A page asks for some sixty sentences: i18next finds each once in the isolate's life, in its plural form, and what
// belongs into it is filled in here. What has no words is not kept, so that there are never more than the files have.
function keepSentences(translate: Translate, locale: Locale): Translate {
  const rules = new Intl.PluralRules(locale)
  const kept = new Map<string, Sentence>()
  return (key, values) => {
    const count = values?.['count']
    const form = typeof count === 'number' ? `${key} ${pluralForm(rules, count)}` : key
    const known = kept.get(form)
    if (known) return fill(known, values)
    const words = translate(key, { count, skipInterpolation: true })
    const sentence = words.split(placeholder)
    if (words !== key) kept.set(form, sentence)
    return fill(sentence, values)
  }
}

/** Pieces of a sentence: words and names of what belongs between them, in turn. */
type Sentence = string[]

const placeholder = /\{\{(\w+)\}\}/

// i18next prefers a sentence for none at all, in every locale.
function pluralForm(rules: Intl.PluralRules, count: number): string {
  return count === 0 ? 'none' : rules.select(count)
}

function fill(sentence: Sentence, values: Record<string, unknown> | undefined): string {
  let words = sentence[0] ?? ''
  for (let at = 1; at < sentence.length; at += 2) {
    words += filling(values?.[sentence[at] ?? '']) + (sentence[at + 1] ?? '')
  }
  return words
}

function filling(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
