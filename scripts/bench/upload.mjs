import { join } from 'node:path'
import { builtConfig } from '../product/build.mjs'
import { inProject, toolEnvironment } from '../setup/project.mjs'
import { mustRun, tool } from '../setup/run.mjs'

/** Size of what a deploy uploads as the Worker, in KiB, as the toolchain counts it. */
export async function measureUpload(folder) {
  const args = ['deploy', '--config', builtConfig, '--dry-run', '--outdir', join(folder, 'upload')]
  const options = { cwd: inProject(), env: toolEnvironment(folder) }
  const output = await mustRun(...tool('wrangler', ...args), options, {
    what: 'The Worker could not be packed.',
    whatToDo: 'Read the message above.',
  })
  const [, whole, packed] = /Total Upload: ([\d.]+) KiB \/ gzip: ([\d.]+) KiB/.exec(output) ?? []
  return { whole: Number(whole), packed: Number(packed) }
}
