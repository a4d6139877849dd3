const width = 24
const everySeconds = 5

/** One line about how far it is: bar, share, count, rate and the time that is left. */
export function progressLine({ done, total, doneBefore, seconds }) {
  const share = total === 0 ? 1 : done / total
  const filled = Math.round(share * width)
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
  const rate = seconds > 0 ? (done - doneBefore) / seconds : 0
  const left = rate > 0 ? timeText((total - done) / rate) : '?'
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} tickets`
  const percent = `${Math.floor(share * 100)} %`.padStart(5)
  return `${bar} ${percent}  ${count}  ${Math.round(rate).toLocaleString('en')}/s  ${left} left`
}

/** Shows the progress: on a terminal as one line that changes, elsewhere as a line now and then. */
export function startProgress({ total, doneBefore }, output = process.stdout) {
  const startedAt = performance.now()
  let shownAt = -Infinity
  return {
    show(done) {
      const seconds = (performance.now() - startedAt) / 1000
      if (!output.isTTY && seconds - shownAt < everySeconds) return
      shownAt = seconds
      const line = progressLine({ done, total, doneBefore, seconds })
      output.write(output.isTTY ? `\r${line}\u001B[K` : `${line}\n`)
    },
    end: () => void (output.isTTY && output.write('\n')),
  }
}

function timeText(seconds) {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
