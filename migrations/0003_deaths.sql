-- How often a process has died that held the update: the first time whatever else it held, from
-- then on only when it held nothing else.
ALTER TABLE inbox ADD COLUMN deaths SMALLINT NOT NULL DEFAULT 0;
CREATE INDEX inbox_suspects ON inbox (id) WHERE state = 0 AND deaths > 0;
