import 'i18next'
import type emails from '../../locales/en/emails.json'
import type pictures from '../../locales/en/pictures.json'
import type problems from '../../locales/en/problems.json'
import type site from '../../locales/en/site.json'
import type tickets from '../../locales/en/tickets.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'site'
    resources: {
      emails: typeof emails
      pictures: typeof pictures
      problems: typeof problems
      site: typeof site
      tickets: typeof tickets
    }
  }
}
