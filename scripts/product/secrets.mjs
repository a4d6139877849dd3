import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Failure } from '../setup/project.mjs'

/** Writes fresh random secrets for local use, unless the file is there. Tells whether it wrote. */
export function ensureSecrets(secretsPath) {
  const lines = [
    '# Secrets of this machine only. Deleting this file makes new ones; links already mailed then end.',
    `SECRET_KEY=${randomBytes(32).toString('base64')}`,
    `API_TOKEN=${randomBytes(32).toString('base64url')}`,
    '',
  ]
  try {
    writeFileSync(secretsPath, lines.join('\n'), { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** The bearer token of the API that the file holds. Throws a `Failure` without one. */
export function readApiToken(secretsPath) {
  const token = /^API_TOKEN\s*=\s*["']?([^"'\s]+)/m.exec(readFileSync(secretsPath, 'utf8'))?.[1]
  if (token) return token
  throw new Failure(
    `${secretsPath} holds no API_TOKEN.`,
    'Delete the file to have a fresh one written, or add the line API_TOKEN=… to it.',
  )
}
