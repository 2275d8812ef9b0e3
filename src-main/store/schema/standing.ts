/** How budgets stand on the day the workspace stands on: derived, kept so that lists filter and order by figures at once. */
export const standingSchema = `
-- The day and the first month that was not complete then; one row, or none while nothing was worked out yet.
CREATE TABLE standing_at (only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1), as_of TEXT NOT NULL, open_month TEXT NOT NULL) STRICT;

-- Spend of the open month to that day of a budget with all below it; what spent nothing has no row.
CREATE TABLE budget_to_date (budget_id TEXT NOT NULL PRIMARY KEY, amount INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- What lists filter and order by. Unknown shares are below every known one. Names are folded to lower case.
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
CREATE INDEX standing_urgency ON standing (outlook, pace, name_key);
CREATE INDEX standing_children ON standing (parent_id, outlook, pace, name_key);
`;

/** Parts of shared costs in the open month, kept as those of whole months are; made at the next write, as all of that month. */
export const sharedToDateSchema = `
CREATE TABLE shared_to_date (budget_id TEXT NOT NULL, rule_id TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (budget_id, rule_id)) STRICT, WITHOUT ROWID;
CREATE INDEX shared_month_rule ON shared_month (rule_id);
DELETE FROM standing_at;
DELETE FROM budget_to_date;
DELETE FROM shared_month WHERE amount = 0;
`;

/** Of the indexes an edit that moves figures alone touches the order of urgency and the counts by step, and no other. */
export const standingIndexSchema = `
DROP INDEX standing_children;
CREATE INDEX standing_parent ON standing (parent_id);
CREATE INDEX standing_name ON standing (name_key);
CREATE INDEX standing_kind ON standing (type, status);
`;
