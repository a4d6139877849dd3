import { readFileSync } from 'node:fs'
import { inProject } from '../setup/project.mjs'

const section = /^\[\[d1_databases\]\]\s*\n((?:(?!\[).*\n?)*)/gm

/** The databases of wrangler.toml, `{ binding, name }` each, in its order. */
export function readDatabases(toml = readFileSync(inProject('wrangler.toml'), 'utf8')) {
  return [...toml.matchAll(section)].map(([, lines]) => ({
    binding: valueOf(lines, 'binding'),
    name: valueOf(lines, 'database_name'),
  }))
}

function valueOf(lines, key) {
  return new RegExp(`^${key}\\s*=\\s*"([^"]*)"`, 'm').exec(lines)?.[1] ?? ''
}
