const pages = ['ticket-10', 'ticket-100', 'link', 'api']

/** The goals, each with the figure that decides it. Where a figure was not measured there is no goal. */
export function judge({ scenarios, start }) {
  const { link, reply, 'ticket-10': ten, 'ticket-100': hundred } = scenarios
  return [
    link && atLeast('Link page: rate, of its bare Worker', 0.6, link.ofBare.median),
    ten && atLeast('Ticket page, 10 messages: rate, of its bare Worker', 0.7, ten.ofBare.median),
    ten && atMost('CPU seconds for 1,000 ticket views', 2.5, ten.cpuMs.product.median),
    reply && atMost('CPU seconds for 1,000 replies', 15, reply.cpuMs.product.median),
    ten && hundred && atMost('CPU of 100 messages, of 10', 1.5, cpuRatio(hundred, ten)),
    ...pages.flatMap((name) => databaseGoals(scenarios[name])),
    start && atMost('Start-up, ms', 50, start.median),
  ].filter(Boolean)
}

function databaseGoals(scenario) {
  if (!scenario) return []
  const { title, database } = scenario
  return [
    atMost(`${title}: D1 round trips`, 2, database.trips),
    atMost(`${title}: rows read`, 2 * database.rowsShown + 10, database.rowsRead),
  ]
}

function cpuRatio(one, other) {
  return one.cpuMs.product.median / other.cpuMs.product.median
}

function atLeast(title, bar, value) {
  return { title, bar: `≥ ${bar}`, value, isMet: value >= bar }
}

function atMost(title, bar, value) {
  return { title, bar: `≤ ${bar}`, value, isMet: value <= bar }
}
