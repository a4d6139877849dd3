-- Times are unix milliseconds, in UTC. A thread's messages and events share one sequence: a message and its event have the same `seq`.
CREATE TABLE tickets (
  ticket_id TEXT PRIMARY KEY,
  locale TEXT NOT NULL,
  email TEXT NOT NULL,
  address_key TEXT NOT NULL,
  requester_name TEXT NOT NULL,
  category TEXT NOT NULL,
  subject TEXT NOT NULL,
  transaction_ids TEXT NOT NULL,
  happened_at_text TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'waiting', 'resolved', 'closed')),
  verified_at INTEGER,
  link_generation INTEGER NOT NULL,
  version INTEGER NOT NULL,
  next_seq INTEGER NOT NULL,
  attachment_bytes INTEGER NOT NULL,
  follows TEXT,
  followed_by TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  resolved_at INTEGER,
  closed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_newest ON tickets (created_at, ticket_id);
CREATE INDEX tickets_newest_of_status ON tickets (status, created_at, ticket_id);
-- With the status in it, or the index above would be chosen, and every resolved ticket read.
CREATE INDEX tickets_to_close ON tickets (status, resolved_at) WHERE status = 'resolved';

CREATE TABLE messages (
  ticket_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  author TEXT NOT NULL CHECK (author IN ('requester', 'support')),
  author_name TEXT NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal')),
  text TEXT NOT NULL,
  -- The attachments' rows once more, as JSON: a page of messages is then one row a message.
  files TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (ticket_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  ticket_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('requester', 'support', 'system')),
  detail TEXT NOT NULL,
  of_message INTEGER NOT NULL CHECK (of_message IN (0, 1)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (ticket_id, seq)
) STRICT, WITHOUT ROWID;
-- The page shows messages themselves; of the events it reads the others only, and reads them from this index alone.
CREATE INDEX events_beside_messages
  ON events (ticket_id, seq, kind, actor, detail, of_message, created_at) WHERE of_message = 0;

CREATE TABLE asks (
  ticket_id TEXT NOT NULL,
  ask_number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('transaction-id', 'time', 'screenshot', 'file', 'text')),
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'declined', 'dropped')),
  asked_seq INTEGER NOT NULL,
  closed_seq INTEGER,
  PRIMARY KEY (ticket_id, ask_number)
) STRICT, WITHOUT ROWID;

-- A file that a refused form kept may go into two tickets: it lies in R2 once.
CREATE TABLE attachments (
  attachment_id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (attachment_id, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX attachments_of_message ON attachments (ticket_id, seq, position);

-- What each idempotency key did: the same post again gets the same answer.
CREATE TABLE posts (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  seq INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;

-- A reply that could not be taken yet, kept for the browser that wrote it.
CREATE TABLE drafts (
  browser_hash TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  text TEXT NOT NULL,
  answered TEXT NOT NULL,
  declined TEXT NOT NULL,
  files TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (browser_hash, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_oldest ON drafts (updated_at);

-- The files of the drafts once more, to be found by their own ids.
CREATE TABLE draft_files (
  browser_hash TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  attachment_id TEXT NOT NULL,
  PRIMARY KEY (browser_hash, ticket_id, attachment_id),
  FOREIGN KEY (browser_hash, ticket_id) REFERENCES drafts (browser_hash, ticket_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_files_of_attachment ON draft_files (attachment_id);

-- A row here aborts its batch: a write whose condition no longer holds leaves nothing behind.
CREATE TABLE refusals (stale INTEGER NOT NULL, CONSTRAINT stale_write CHECK (stale = 0)) STRICT;
