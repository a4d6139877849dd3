CREATE TABLE sessions (
  session_hash TEXT PRIMARY KEY,
  browser_hash TEXT NOT NULL,
  remembered INTEGER NOT NULL CHECK (remembered IN (0, 1)),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_oldest ON sessions (seen_at);

CREATE TABLE session_tickets (
  session_hash TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  grant_kind TEXT NOT NULL CHECK (grant_kind IN ('filed', 'proven')),
  granted_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (session_hash, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_tickets_of_ticket ON session_tickets (ticket_id);

-- A challenge is one browser and one ticket.
CREATE TABLE challenges (
  challenge_id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  codes_in_d1 INTEGER NOT NULL CHECK (codes_in_d1 IN (0, 1)),
  created_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  confirmed_code_id TEXT,
  session_hash TEXT,
  device TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX challenges_of_browser ON challenges (ticket_id, browser_hash, created_at);
CREATE INDEX challenges_oldest ON challenges (created_at);

-- `mac` is null where KV holds it, under the code's id.
CREATE TABLE codes (
  code_id TEXT PRIMARY KEY,
  challenge_id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  mac TEXT,
  sent_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_of_ticket ON codes (ticket_id, sent_at);
CREATE INDEX codes_oldest ON codes (sent_at);

CREATE TABLE attempts (
  attempt_id TEXT PRIMARY KEY,
  challenge_id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  succeeded INTEGER NOT NULL CHECK (succeeded IN (0, 1)),
  attempted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_of_ticket ON attempts (ticket_id, attempted_at) WHERE succeeded = 0;
CREATE INDEX attempts_of_challenge ON attempts (challenge_id) WHERE succeeded = 0;
CREATE INDEX attempts_oldest ON attempts (attempted_at);

CREATE TABLE verified_addresses (
  address_key TEXT PRIMARY KEY,
  verified_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
