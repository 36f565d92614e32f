-- How often the program itself failed at a call or a post. Waits for Telegram, which `tries` counts, are
-- no fault of the row, and do not count here.
ALTER TABLE outbox ADD COLUMN failures SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE posts ADD COLUMN failures SMALLINT NOT NULL DEFAULT 0;
