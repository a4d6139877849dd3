import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext } from 'playwright'

const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome']

/** Starts the Chromium of this machine. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = places.find((place) => place && existsSync(place))
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-sync',
  ]
  return chromium.launch({ args, ...(executablePath && { executablePath }) })
}

/** A phone's browser, with nothing remembered. */
export function openPhone(
  browser: Browser,
  options: { script?: boolean; locale?: string; width?: number; dark?: boolean } = {},
): Promise<BrowserContext> {
  const { script = true, locale = 'en', width = 390, dark = false } = options
  return browser.newContext({
    viewport: { width, height: 800 },
    hasTouch: true,
    isMobile: true,
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale,
    timezoneId: 'Europe/Bucharest',
  })
}
