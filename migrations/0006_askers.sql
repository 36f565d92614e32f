-- Who asked what was set aside, hashed as readers are elsewhere; empty for all other updates.
ALTER TABLE inbox ADD COLUMN asker TEXT NOT NULL DEFAULT '';
