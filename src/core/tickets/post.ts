import { Problem } from '../problem.ts'
import { digest } from '../token.ts'

/** What an idempotency key has done, in its scope. */
export interface Post {
  scope: string
  key: string
  /** Digest of the contents: the same key with other contents is refused. */
  fingerprint: string
  ticketId: string
  seq: number | undefined
}

/** What a form was sent with: where its key counts, the key, and everything it says. */
export interface PostContents {
  scope: string
  key: string
  contents: unknown
}

/** A key counts within its browser and its ticket. */
export function browserScope(browserHash: string, ticketId: string): string {
  return `${browserHash}:${ticketId}`
}

/** Digest of a post's contents; a file counts by its name and contents. */
export function fingerprintOf({ contents }: PostContents): Promise<string> {
  return digest(JSON.stringify(contents, withoutFileIds))
}

// The id of the same file is another one when the key it is made with was replaced in between.
function withoutFileIds(name: string, value: unknown): unknown {
  return name === 'attachmentId' ? undefined : value
}

/** What the key did before, if it did; throws `key-reused` if that was with other contents. */
export async function repeatOf(
  post: Post | undefined,
  contents: PostContents,
): Promise<Post | undefined> {
  if (post && post.fingerprint !== (await fingerprintOf(contents))) throw new Problem('key-reused')
  return post
}
