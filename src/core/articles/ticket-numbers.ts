const text = />[^<]+</g
const ticketNumber = /\b(?=[A-Z-]*\d)[\dA-HJKMNP-TV-Z]{4}-[\dA-HJKMNP-TV-Z]{4}\b/g

/** Marks ticket numbers in the text of rendered Markdown, so that they stay in one piece and in their own direction. */
export function markTicketNumbers(html: string): string {
  return html.replace(text, (piece) =>
    piece.replace(ticketNumber, (number) => `<bdi class="number">${number}</bdi>`),
  )
}
