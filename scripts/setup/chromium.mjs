import { existsSync } from 'node:fs'
import { Failure } from './project.mjs'
import { step } from './report.mjs'
import { run, tool } from './run.mjs'

const installedPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a Chromium for the browser tests; installs one where there is none. Throws a `Failure`. */
export async function ensureChromium() {
  const found = await findChromium()
  if (found) return found
  await step('Installing a Chromium for the browser tests', installChromium)
  const installed = await findChromium()
  if (installed) return installed
  throw new Failure(
    'No Chromium is here and none could be installed.',
    'Install one (on Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.',
  )
}

async function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given && !existsSync(given)) {
    throw new Failure(
      `CHROMIUM_PATH is ${given}, and there is no such file.`,
      'Mend it or unset it.',
    )
  }
  const { chromium } = await import('playwright')
  return [given, ...installedPlaces, chromium.executablePath()].find(
    (path) => path && existsSync(path),
  )
}

async function installChromium() {
  const installers = [...debianInstaller(), tool('playwright', 'install', 'chromium')]
  for (const [program, args] of installers) {
    const { code, output } = await run(program, args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (code === 0 && (await findChromium())) return
    console.log(output.trimEnd().split('\n').slice(-5).join('\n'))
  }
}

function debianInstaller() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return []
  return [['sh', ['-c', 'apt-get update && apt-get install -y --no-install-recommends chromium']]]
}
