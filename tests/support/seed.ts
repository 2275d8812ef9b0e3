/**
 * The seed of all property tests. The gate tries the same examples each time, so that it says the same of the same commit; new
 * ones are tried with `PROPERTY_SEED=random npx vitest run`, or with a number to try those of a failure again.
 */
import fc from 'fast-check';

const wanted = process.env['PROPERTY_SEED'] ?? '20260101';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
