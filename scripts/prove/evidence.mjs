import { cpus } from 'node:os'

/** The page of evidence, in Markdown: what ran, what came of it, every figure beside what was asked for. */
export function evidencePage(results, { commit, date }) {
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  return `# Evidence

Written by \`npm run prove\` on ${date.toISOString().slice(0, 10)}, at commit \`${commit}\`, on ${cpus().length} cores with Node.js ${process.version}. ${
    failed === 0 ? 'Every proof held.' : `**${failed} tests failed.**`
  }

| proof | shows | tests | seconds |
| --- | --- | --: | --: |
${results.map(resultRow).join('\n')}

| figure | measured | asked for | seed |
| --- | --: | --: | --: |
${results.flatMap(({ figures }) => figures.map(figureRow)).join('\n')}

A seed that fails is printed with the fewest steps that still fail; the same seed plays the same steps.
\`npm run prove -- <proof>\` runs one of them and leaves this page as it is.
`
}

function resultRow({ name, title, passed, failed, seconds }) {
  const tests = failed > 0 ? `${passed} passed, **${failed} failed**` : `${passed} passed`
  return `| ${name} | ${title} | ${tests} | ${seconds} |`
}

function figureRow({ proof, figure, value, unit, bar, seed }) {
  const measured = typeof value === 'number' ? value.toLocaleString('en') : value
  return `| ${proof}: ${figure} | ${measured}${unit ? ` ${unit}` : ''} | ${bar} | ${seed ?? ''} |`
}
