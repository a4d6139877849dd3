import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { completeLock } from '../../scripts/setup/complete-lock.mjs'
import { missingPackages } from '../../scripts/setup/install.mjs'

const wanted = {
  packages: {
    '': {},
    'node_modules/hono': { version: '4.0.0', integrity: 'sha512-a' },
    'node_modules/for-windows': { version: '1.0.0', optional: true },
  },
}

test('what npm recorded as installed is not missing, other systems’ packages neither', () => {
  const installed = {
    packages: { 'node_modules/hono': { version: '4.0.0', integrity: 'sha512-a' } },
  }
  expect(missingPackages(wanted, installed)).toEqual([])
})

test.each([
  ['left out', {}],
  ['of another version', { 'node_modules/hono': { version: '3.0.0', integrity: 'sha512-a' } }],
  ['with other contents', { 'node_modules/hono': { version: '4.0.0', integrity: 'sha512-b' } }],
])('a package %s is missing', (_, packages) => {
  expect(missingPackages(wanted, { packages })).toEqual(['node_modules/hono'])
})

test('a lock file is completed with the packages of other systems', () => {
  const optionalDependencies = {
    '@lint/linux-x64-musl': '1.0.0',
    '@lint/win32-arm64-msvc': '1.0.0',
  }
  const lock = {
    packages: { 'node_modules/lint': { version: '1.0.0', dev: true, optionalDependencies } },
  }
  const { lock: whole, added } = completeLock(lock)
  expect(added).toEqual(Object.keys(optionalDependencies).map((name) => `node_modules/${name}`))
  expect(whole.packages).toMatchObject({
    'node_modules/@lint/linux-x64-musl': {
      version: '1.0.0',
      os: ['linux'],
      libc: ['musl'],
      dev: true,
    },
    'node_modules/@lint/win32-arm64-msvc': { cpu: ['arm64'], os: ['win32'], optional: true },
  })
  expect(completeLock(whole).added).toEqual([])
})

test('an entry of another version does not count, one further up does', () => {
  const lock = {
    packages: {
      'node_modules/a': { optionalDependencies: { 'b-linux-x64': '2.0.0' } },
      'node_modules/c/node_modules/d': { optionalDependencies: { 'b-linux-x64': '1.0.0' } },
      'node_modules/b-linux-x64': { version: '1.0.0' },
    },
  }
  expect(completeLock(lock).added).toEqual(['node_modules/a/node_modules/b-linux-x64'])
})

test('this lock file can be installed on every system: `node scripts/setup/complete-lock.mjs`', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  expect(completeLock(lock).added).toEqual([])
})
