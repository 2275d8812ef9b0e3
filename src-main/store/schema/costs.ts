/**
 * Cost facts. A series is all of a fact but its day and amounts; facts are clustered by day, because figures at a day are
 * sums over a range of days. Amounts are micros; days and months are counted from 1970-01-01 and from year 0.
 */
export const costSchema = `
CREATE TABLE series (
  id INTEGER NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  currency TEXT NOT NULL,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  account_name TEXT NOT NULL,
  service TEXT NOT NULL,
  region TEXT NOT NULL,
  sku TEXT NOT NULL,
  charge_category TEXT NOT NULL,
  tags TEXT NOT NULL,
  charge_class TEXT NOT NULL,
  pricing_category TEXT NOT NULL,
  commitment_id TEXT NOT NULL,
  commitment_status TEXT NOT NULL,
  invoice TEXT NOT NULL,
  unit TEXT NOT NULL
) STRICT;

CREATE TABLE import (
  number INTEGER NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('staging', 'published', 'replaced', 'undone')),
  identity TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX import_identity ON import (identity);

-- Every change of an import's state, so that "what did we know on 1 June" has an answer.
CREATE TABLE import_state (
  seq INTEGER NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX import_state_number ON import_state (number, seq);

CREATE TABLE fact (
  import_number INTEGER NOT NULL,
  day INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  billing_month INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  list INTEGER NOT NULL,
  contracted INTEGER NOT NULL,
  quantity REAL NOT NULL,
  PRIMARY KEY (import_number, day, series_id, billing_month)
) STRICT, WITHOUT ROWID;

-- Roll-up of an import's facts by series and charge month.
CREATE TABLE series_month (
  import_number INTEGER NOT NULL,
  month INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  PRIMARY KEY (import_number, month, series_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_month_series ON series_month (series_id);

CREATE TABLE rejected_row (
  import_number INTEGER NOT NULL,
  row INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (import_number, row)
) STRICT, WITHOUT ROWID;
`;

/** How much was used in a month, so that a comparison of whole months need not read every fact. */
export const monthQuantitySchema = `
ALTER TABLE series_month ADD COLUMN quantity REAL NOT NULL DEFAULT 0;
UPDATE series_month SET quantity = used.quantity FROM (
  SELECT portion, strftime('%Y', day * 86400, 'unixepoch') * 12 + strftime('%m', day * 86400, 'unixepoch') - 1 AS month,
    series_id, sum(quantity) AS quantity
  FROM fact GROUP BY 1, 2, 3
) AS used
WHERE used.portion = series_month.portion AND used.month = series_month.month AND used.series_id = series_month.series_id;
`;

/** Where a fact comes from: its first record over the files of its import (0 where it was imported before this was kept), and how many. */
export const sourceRowSchema = `
ALTER TABLE fact ADD COLUMN first_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fact ADD COLUMN records INTEGER NOT NULL DEFAULT 0;
`;
