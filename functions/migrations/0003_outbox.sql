CREATE TABLE outbox (
  -- Mails of one ticket leave in the order of this number.
  outbox_number INTEGER PRIMARY KEY,
  outbox_id TEXT NOT NULL UNIQUE,
  -- What causes this mail; one cause, one mail.
  cause TEXT NOT NULL UNIQUE,
  ticket_id TEXT NOT NULL,
  address_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  sealed_code TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'dropped')),
  tries INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  leased_until INTEGER,
  lease TEXT,
  provider_id TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'pending';
-- A mail waits for the earlier ones of its ticket, and for none that was sent long ago.
CREATE INDEX outbox_waiting ON outbox (ticket_id, outbox_number)
  WHERE state = 'pending' AND kind <> 'code';
CREATE INDEX outbox_leased ON outbox (lease) WHERE lease IS NOT NULL;
CREATE INDEX outbox_of_ticket ON outbox (ticket_id, created_at);
CREATE INDEX outbox_of_address ON outbox (address_key, created_at);
