import cloudflare from '@astrojs/cloudflare'
import { defineConfig } from 'astro/config'

export default defineConfig({
  site: process.env.ORIGIN ?? 'http://localhost:8787',
  adapter: cloudflare({ imageService: 'compile', prerenderEnvironment: 'node' }),
  session: false,
  trailingSlash: 'always',
  // Everything in files of its own: the Content-Security-Policy then needs no hash and allows nothing inline.
  build: { inlineStylesheets: 'never' },
  vite: { build: { assetsInlineLimit: 0, minify: true } },
  devToolbar: { enabled: false },
})
