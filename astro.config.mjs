import cloudflare from '@astrojs/cloudflare'
import { defineConfig, passthroughImageService } from 'astro/config'

// The toolchain's scripts say where the state lies and which configuration of the Worker counts.
const { ORIGIN, STATE_DIR, WRANGLER_CONFIG } = process.env

export default defineConfig({
  site: ORIGIN ?? 'http://localhost:8787',
  adapter: cloudflare({
    ...(WRANGLER_CONFIG && { configPath: WRANGLER_CONFIG }),
    persistState: { path: STATE_DIR ?? '.wrangler/state' },
    imageService: 'custom',
    prerenderEnvironment: 'node',
  }),
  image: {
    service: passthroughImageService(),
    endpoint: { entrypoint: './src/layouts/no-images.ts' },
  },
  session: false,
  // The development server would answer 404 for every address of ours that has no slash: the API, files, the mailbox.
  trailingSlash: process.argv.includes('dev') ? 'ignore' : 'always',
  // Everything in files of its own: the Content-Security-Policy then needs no hash and allows nothing inline.
  build: { inlineStylesheets: 'never' },
  vite: {
    build: {
      assetsInlineLimit: 0,
      // The upload is the cold start. Astro ignores `build.minify` for its server, not this.
      rolldownOptions: { output: { minify: true } },
    },
  },
  devToolbar: { enabled: false },
})
