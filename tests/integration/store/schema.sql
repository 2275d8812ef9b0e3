CREATE INDEX alert_budget ON alert (budget_id, status);
CREATE INDEX allocation_budget ON allocation (budget_id, series_id);
CREATE INDEX approval_budget ON approval (budget_id, status);
CREATE INDEX budget_list ON budget (type, name, parent_id, owner, amount);
CREATE INDEX budget_node ON budget (parent_id, body -> '$.scope', body ->> '$.startMonth', body ->> '$.months');
CREATE INDEX budget_parent ON budget (parent_id, amount);
CREATE INDEX forecast_budget ON forecast (budget_id, seq);
CREATE INDEX import_identity ON import (identity);
CREATE INDEX import_state_number ON "portion_state" (number, seq);
CREATE INDEX judgement_budget ON judgement (budget_id);
CREATE INDEX made_report_budget ON made_report (budget_id);
CREATE INDEX portion_import ON portion (import_number);
CREATE INDEX series_month_series ON series_month (series_id);
CREATE INDEX shared_month_rule ON shared_month (rule_id);
CREATE INDEX standing_kind ON standing (type, status);
CREATE INDEX standing_name ON standing (name_key);
CREATE INDEX standing_parent ON standing (parent_id);
CREATE INDEX standing_urgency ON standing (outlook, pace, name_key);
CREATE TABLE alert (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE allocation (
  root_id TEXT NOT NULL,
  series_id INTEGER NOT NULL,
  from_month INTEGER NOT NULL,
  to_month INTEGER NOT NULL,
  budget_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  PRIMARY KEY (root_id, series_id, from_month)
) STRICT, WITHOUT ROWID;
CREATE TABLE approval (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  seq INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  door TEXT NOT NULL,
  operation TEXT NOT NULL,
  label TEXT NOT NULL,
  reason TEXT NOT NULL,
  changes TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE budget (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  amount INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE budget_revision (
  budget_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (budget_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE budget_spend (budget_id TEXT NOT NULL PRIMARY KEY, months BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE budget_to_date (budget_id TEXT NOT NULL PRIMARY KEY, amount INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE commentary (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE fact (
  portion INTEGER NOT NULL,
  day INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  billing_month INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  list INTEGER NOT NULL,
  contracted INTEGER NOT NULL,
  quantity REAL NOT NULL, first_row INTEGER NOT NULL DEFAULT 0, records INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (portion, day, series_id, billing_month)
) STRICT, WITHOUT ROWID;
CREATE TABLE forecast (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, seq INTEGER NOT NULL, as_of TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE header_profile (header TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE import (
  number INTEGER NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('staging', 'published', 'replaced', 'undone')),
  identity TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE judgement (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE made_report (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE one_off (budget_id TEXT NOT NULL, month TEXT NOT NULL, what TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (budget_id, month, what)) STRICT, WITHOUT ROWID;
CREATE TABLE person (name TEXT NOT NULL PRIMARY KEY, level TEXT NOT NULL) STRICT, WITHOUT ROWID;
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
CREATE TABLE "portion_state" (
  seq INTEGER NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE TABLE rate (month TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, rate TEXT NOT NULL, PRIMARY KEY (month, source, target)) STRICT, WITHOUT ROWID;
CREATE TABLE rejected_row (
  import_number INTEGER NOT NULL,
  row INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (import_number, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE report (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE scenario (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
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
CREATE TABLE series_month (
  portion INTEGER NOT NULL,
  month INTEGER NOT NULL,
  series_id INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL, quantity REAL NOT NULL DEFAULT 0,
  PRIMARY KEY (portion, month, series_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE shared_cost (id TEXT NOT NULL PRIMARY KEY, root_id TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE shared_month (
  budget_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  month INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (budget_id, rule_id, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE shared_to_date (budget_id TEXT NOT NULL, rule_id TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (budget_id, rule_id)) STRICT, WITHOUT ROWID;
CREATE TABLE standing (
  budget_id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT,
  type TEXT NOT NULL,
  owner TEXT NOT NULL,
  name_key TEXT NOT NULL,
  amount INTEGER NOT NULL,
  spent INTEGER NOT NULL,
  utilization REAL NOT NULL,
  pace REAL NOT NULL,
  status INTEGER NOT NULL,
  outlook INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE standing_at (only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1), as_of TEXT NOT NULL, open_month TEXT NOT NULL) STRICT;
CREATE TABLE template (name TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE undo_step (
  seq INTEGER NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  operation TEXT NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
  changes TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
