-- A refresh changes columns that no index has: with room on the page the new row stays beside the old one, and no index is touched.
ALTER TABLE sessions SET (fillfactor = 85);
