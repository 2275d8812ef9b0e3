/** What somebody decided about a month of a budget's history, or about the step that begins with it. */
export const oneOffSchema = `
CREATE TABLE one_off (budget_id TEXT NOT NULL, month TEXT NOT NULL, what TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (budget_id, month, what)) STRICT, WITHOUT ROWID;
`;
