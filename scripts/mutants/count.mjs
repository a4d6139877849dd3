const caught = ['Killed', 'Timeout']
const missed = ['Survived', 'NoCoverage']

/**
 * `{ killed, total, score, survivors }` of a report (mutation-testing-report-schema): the score in per cent, rounded
 * down to a tenth; mutants that no test could be run on do not count. A report without any mutant scores 0.
 */
export function countMutants({ files }) {
  const mutants = Object.entries(files).flatMap(([path, file]) =>
    file.mutants.map((mutant) => ({ ...mutant, path })),
  )
  const killed = mutants.filter(({ status }) => caught.includes(status)).length
  const survived = mutants.filter(({ status }) => missed.includes(status))
  const total = killed + survived.length
  const score = total === 0 ? 0 : Math.floor((killed / total) * 1000) / 10
  return { killed, total, score, survivors: survived.map(describeMutant) }
}

function describeMutant({ path, location, mutatorName, replacement, status }) {
  const { line, column } = location.start
  const change = `${mutatorName} ${replacement ?? ''}`.replaceAll(/\s+/g, ' ').trim()
  return `${path}:${line}:${column} ${change}${status === 'NoCoverage' ? ' (no test)' : ''}`
}
