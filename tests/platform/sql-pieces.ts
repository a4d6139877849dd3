interface SqlPiece {
  text: string
  /** Matches every statement that holds this piece, white space made one. */
  pattern: RegExp
}

// The health check is left out: it reads any one row.
const sources: Record<string, string> = import.meta.glob(
  ['../../src/platform/*.ts', '!**/check-health.ts'],
  { query: '?raw', import: 'default', eager: true },
)

const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm
const literals = /`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g
const isSql = /\b(?:SELECT\b[\s\S]*|INSERT INTO\b|DELETE FROM\b|UPDATE\b[\s\S]*\bSET\b)/

/** Every piece of SQL in the sources of the platform, whole statements and parts of some. */
export function sqlPieces(): SqlPiece[] {
  const texts = Object.values(sources).flatMap(
    (source) => source.replaceAll(comments, '').match(literals) ?? [],
  )
  return texts.filter((text) => isSql.test(text)).map(textToPiece)
}

// What a template fills in may be anything.
function textToPiece(literal: string): SqlPiece {
  const text = literal.slice(1, -1)
  const fixed = text.split(/\$\{[^}]*\}/).map(escape)
  return { text, pattern: new RegExp(fixed.join('[\\s\\S]*')) }
}

function escape(part: string): string {
  return part.replaceAll(/\s+/g, ' ').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
