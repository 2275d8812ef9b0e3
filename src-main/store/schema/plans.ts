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

/** Spend by month as one row for a budget, written as `month-sums.ts` reads it, in place of a row for each of its months. */
export const budgetSpendSchema = `
-- Derived, as budget_month was: for each month in order 4 bytes of month, 8 of direct and 8 of total, most significant first.
CREATE TABLE budget_spend (budget_id TEXT NOT NULL PRIMARY KEY, months BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO budget_spend (budget_id, months)
SELECT budget_id, unhex(group_concat(printf('%08X%016X%016X', month, direct, total), '' ORDER BY month))
FROM budget_month WHERE direct <> 0 OR total <> 0 GROUP BY budget_id;
DROP TABLE budget_month;

-- What allocation needs of the children of a budget, so that it reads no bodies: an edit of a large scope looks at thousands.
CREATE INDEX budget_node ON budget (parent_id, body -> '$.scope', body ->> '$.startMonth', body ->> '$.months');
`;
