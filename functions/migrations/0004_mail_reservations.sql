-- Mails to an address nobody has proven that tickets of other databases cause: beside the outbox they count against its
-- budget. Only the first database, which has everything that belongs to an address, has rows here.
CREATE TABLE mail_reservations (
  reservation TEXT PRIMARY KEY,
  address_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('filed', 'link')),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_reservations_of_address ON mail_reservations (address_key, kind, created_at);
CREATE INDEX mail_reservations_oldest ON mail_reservations (created_at);
