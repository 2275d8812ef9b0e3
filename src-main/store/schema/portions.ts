/**
 * Imports in portions: one for each source and billing month, so that a newer file replaces just what it covers. Facts and their
 * months lie under the number of a portion from here on; rejected rows still name the import.
 */
export const portionSchema = `
CREATE TABLE portion (
  number INTEGER NOT NULL PRIMARY KEY,
  import_number INTEGER NOT NULL,
  month INTEGER NOT NULL,
  -- A JSON list; several only where an earlier format did not tell them apart.
  sources TEXT NOT NULL,
  -- A copy of a whole portion with billed or effective cost alone, where the other view of the same usage counts beside it.
  part TEXT NOT NULL CHECK (part IN ('whole', 'billed', 'effective')),
  whole INTEGER,
  facts INTEGER NOT NULL,
  counts INTEGER NOT NULL
) STRICT;
CREATE INDEX portion_import ON portion (import_number);

DELETE FROM series_month WHERE import_number IN (SELECT number FROM import WHERE state = 'staging');
DELETE FROM fact WHERE import_number IN (SELECT number FROM import WHERE state = 'staging');

WITH held AS (
  SELECT import_number, billing_month AS month, count(*) AS facts,
    row_number() OVER (PARTITION BY import_number ORDER BY billing_month) AS place
  FROM fact GROUP BY import_number, billing_month
)
INSERT INTO portion (number, import_number, month, sources, part, facts, counts)
SELECT CASE h.place WHEN 1 THEN h.import_number
    ELSE (SELECT max(number) FROM import) + row_number() OVER (ORDER BY h.place = 1, h.import_number, h.month) END,
  h.import_number, h.month, coalesce(i.body -> '$.sources', '[]'), 'whole', h.facts, i.state = 'published'
FROM held h JOIN import i ON i.number = h.import_number;

DELETE FROM series_month WHERE import_number IN (SELECT import_number FROM portion WHERE number <> import_number);
INSERT INTO series_month (import_number, month, series_id, billed, effective)
SELECT p.number, strftime('%Y', f.day * 86400, 'unixepoch') * 12 + strftime('%m', f.day * 86400, 'unixepoch') - 1 AS charge_month,
  f.series_id, sum(f.billed), sum(f.effective)
FROM fact f JOIN portion p ON p.import_number = f.import_number AND p.month = f.billing_month
WHERE f.import_number IN (SELECT import_number FROM portion WHERE number <> import_number)
GROUP BY p.number, charge_month, f.series_id;

UPDATE fact SET import_number = p.number FROM portion p
WHERE p.import_number = fact.import_number AND p.month = fact.billing_month AND p.number <> p.import_number;

ALTER TABLE fact RENAME COLUMN import_number TO portion;
ALTER TABLE series_month RENAME COLUMN import_number TO portion;
ALTER TABLE import_state RENAME TO portion_state;
INSERT INTO portion_state (number, at, state)
SELECT p.number, s.at, s.state FROM portion p JOIN portion_state s ON s.number = p.import_number
WHERE p.number <> p.import_number ORDER BY s.seq, p.number;

INSERT INTO counter (name, value)
SELECT 'portion', max(coalesce((SELECT max(number) FROM portion), 0), coalesce((SELECT max(number) FROM import), 0));
INSERT INTO counter (name, value) SELECT 'import rank', coalesce(max(number), 0) FROM import;
`;
