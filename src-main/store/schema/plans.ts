/** Budgets with their revisions, and the roll-ups that are derived from them and the facts. */
export const planSchema = `
CREATE TABLE budget (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_parent ON budget (parent_id, id);

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

CREATE TABLE shared_cost (id TEXT NOT NULL PRIMARY KEY, root_id TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE template (name TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rate (month TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, rate TEXT NOT NULL, PRIMARY KEY (month, source, target)) STRICT, WITHOUT ROWID;

-- Derived: the deepest budget of each root that a series belongs to.
CREATE TABLE allocation (
  root_id TEXT NOT NULL,
  series_id INTEGER NOT NULL,
  budget_id TEXT NOT NULL,
  PRIMARY KEY (root_id, series_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_budget ON allocation (budget_id, series_id);

-- Derived: spend by month of what belongs to a budget itself (direct) and with all below it (total).
CREATE TABLE budget_month (
  budget_id TEXT NOT NULL,
  month INTEGER NOT NULL,
  direct INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (budget_id, month)
) STRICT, WITHOUT ROWID;
`;
