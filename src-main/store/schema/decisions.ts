/** Forecasts, scenarios, alerts, approvals, people, reports and comments. */
export const decisionSchema = `
CREATE TABLE forecast (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, seq INTEGER NOT NULL, as_of TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX forecast_budget ON forecast (budget_id, seq);
CREATE TABLE scenario (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE alert (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX alert_budget ON alert (budget_id, status);
CREATE TABLE approval (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, status TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX approval_budget ON approval (budget_id, status);
CREATE TABLE person (name TEXT NOT NULL PRIMARY KEY, level TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE report (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE commentary (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE header_profile (header TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Reports that were handed on, so that the next one says what changed since. */
export const madeReportSchema = `
CREATE TABLE made_report (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX made_report_budget ON made_report (budget_id);
`;

/** Whether a difference is timing or permanent, as somebody judged: one judgement a row and period. */
export const judgementSchema = `
CREATE TABLE judgement (id TEXT NOT NULL PRIMARY KEY, budget_id TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX judgement_budget ON judgement (budget_id);
`;
