/** Budgets with their revisions, and the roll-ups that are derived from them and the facts. */
export const planSchema = `
CREATE TABLE budget (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  owner TEXT NOT NULL,
  amount INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX budget_parent ON budget (parent_id, amount);
-- Lists filter and order by these without reading the bodies.
CREATE INDEX budget_list ON budget (type, name, parent_id, owner, amount);

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

-- Derived: the deepest budget of each root that a series belongs to, in which months. What a shared-cost rule takes stays with
-- the root and names the rule.
CREATE TABLE allocation (
  root_id TEXT NOT NULL,
  series_id INTEGER NOT NULL,
  from_month INTEGER NOT NULL,
  to_month INTEGER NOT NULL,
  budget_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  PRIMARY KEY (root_id, series_id, from_month)
) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_budget ON allocation (budget_id, series_id);

-- Derived: spend by month of what belongs to a budget itself (direct), and with its shared costs and all below it (total).
CREATE TABLE budget_month (
  budget_id TEXT NOT NULL,
  month INTEGER NOT NULL,
  direct INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (budget_id, month)
) STRICT, WITHOUT ROWID;

-- Derived: what a budget bears of each shared cost by month.
CREATE TABLE shared_month (
  budget_id TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  month INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (budget_id, rule_id, month)
) STRICT, WITHOUT ROWID;
`;
