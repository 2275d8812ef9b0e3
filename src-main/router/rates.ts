import { HeadroomError, notFound } from '#shared/contract/errors.ts';
import { putRate, readRates, removeRate } from '../store/rates.ts';
import { answerOf, pageOf, procedures, readerOf, writeFor } from './context.ts';
import { removalWarnings } from './currency-warnings.ts';

const RATE = /^\d{1,12}(\.\d{1,12})?$/;

export const rates = {
  list: procedures.rates.list.handler(({ input, context }) => pageOf(readRates(readerOf(context)), input)),
  set: procedures.rates.set.handler(({ input, context }) => {
    const rate = { month: input.month, from: input.from, to: input.to, rate: String(input.rate) };
    if (!RATE.test(rate.rate) || Number(rate.rate) === 0) {
      throw new HeadroomError(
        'invalid_input',
        `"rate" must be a positive decimal such as "1.0834", not "${rate.rate}".`,
        { issues: [{ path: 'rate' }] },
      );
    }
    if (rate.from === rate.to)
      throw new HeadroomError('invalid_input', '"to" must be another currency than "from".', {
        issues: [{ path: 'to' }],
      });
    const label = `Set the rate ${rate.from} to ${rate.to} of ${rate.month}`;
    const { changes } = writeFor(context, { operation: 'rates.set', label, dryRun: input.dryRun }, (writer) =>
      putRate(writer, rate),
    );
    return answerOf(rate, input.dryRun, changes);
  }),
  remove: procedures.rates.remove.handler(({ input, context }) => {
    const { month, from, to, dryRun } = input;
    const rate = readRates(readerOf(context)).find(
      (one) => one.month === month && one.from === from && one.to === to,
    );
    if (rate === undefined) throw notFound('rate', `${month} ${from} ${to}`, '"rates list"');
    const label = `Remove the rate ${from} to ${to} of ${month}`;
    const { result: warnings, changes } = writeFor(
      context,
      { operation: 'rates.remove', label, dryRun },
      (writer) => removeRate(writer, rate),
      (reader) => removalWarnings(reader, rate),
    );
    return answerOf({ ...rate, warnings }, dryRun, changes);
  }),
};
