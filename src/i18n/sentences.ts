import { createInstance, type i18n, type Namespace } from 'i18next'
import { sourceLocale, type Locale } from './locales.ts'

/** The words of a key, with what belongs into them filled in. */
export type Translate = (key: string, values?: Record<string, unknown>) => string

/** Files of words by their path: `{ '../../locales/ro/site.json': { skip: 'Sari la conținut' } }`. */
export type WordFiles = Record<string, Record<string, unknown>>

/**
 * The sentences of some files, by locale and the file's name. Each locale is opened when it is first asked for; what it
 * lacks is answered in the source's words.
 */
export function openSentences(files: WordFiles): (locale: Locale, file: string) => Translate {
  const resources = toResources(files)
  const instances = new Map<Locale, i18n>()
  const translators = new Map<string, Translate>()
  return (locale, file) => {
    const name = `${locale} ${file}`
    const known = translators.get(name)
    if (known) return known
    const instance = instances.get(locale) ?? openLocale(locale, resources)
    instances.set(locale, instance)
    const translate = instance.getFixedT(locale, file as Namespace) as unknown as Translate
    const made = keepSentences(translate, locale)
    translators.set(name, made)
    return made
  }
}

type Resources = Record<string, Record<string, Record<string, unknown>>>

function toResources(files: WordFiles): Resources {
  const resources: Resources = {}
  for (const [path, words] of Object.entries(files)) {
    const [locale = '', file = ''] = path.split('/').slice(-2)
    resources[locale] = { ...resources[locale], [file.replace('.json', '')]: words }
  }
  return resources
}

function openLocale(locale: Locale, resources: Resources): i18n {
  const instance = createInstance()
  void instance.init({
    lng: locale,
    fallbackLng: sourceLocale,
    resources: { [sourceLocale]: resources[sourceLocale] ?? {}, [locale]: resources[locale] ?? {} },
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

// A page asks for some sixty sentences: i18next finds each once in the isolate's life, in its plural form, and what
// belongs into it is filled in here. What has no words is not kept, so that there are never more than the files have.
function keepSentences(translate: Translate, locale: Locale): Translate {
  const pluralForm = openPluralForms(locale)
  const kept = new Map<string, Sentence>()
  return (key, values) => {
    const count = values?.['count']
    const form = typeof count === 'number' ? `${key} ${pluralForm(count)}` : key
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

const maxForms = 1000

// To ask the rules costs as much as all the sentences of a page: their answers are kept, up to a limit.
function openPluralForms(locale: Locale): (count: number) => string {
  const rules = new Intl.PluralRules(locale)
  // i18next prefers a sentence for none at all, in every locale.
  const forms = new Map([[0, 'none']])
  return (count) => {
    const known = forms.get(count)
    if (known) return known
    const form = rules.select(count)
    if (forms.size < maxForms) forms.set(count, form)
    return form
  }
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
