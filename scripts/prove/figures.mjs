/** The figures that tests printed, in their order. `readFigures('figure {"proof":"kills",…}\n') // => [{ proof: 'kills', … }]` */
export function readFigures(output) {
  return output
    .split('\n')
    .flatMap((line) => /^\W*(?:\d+m)?figure (\{.*\})\s*$/.exec(line)?.[1] ?? [])
    .map((json) => JSON.parse(json))
}
