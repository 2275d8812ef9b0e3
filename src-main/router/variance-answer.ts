import type { Outputs } from '#shared/contract/contract.ts';
import type { Day } from '#shared/domain/calendar.ts';
import { money, type Micros } from '#shared/domain/money.ts';
import type { VarianceEffects, VarianceRow } from '#shared/domain/variance.ts';
import type { Reader } from '../store/reader.ts';
import { budgetAsKnown } from './budget-past.ts';
import type { Question } from './question.ts';
import { analyseBudget, variationSentences } from './variance-analysis.ts';
import { checkRequest, type VarianceAsk } from './variance-request.ts';

type Variance = Outputs['variance']['analyze']['data'];

function rowAnswer(row: VarianceRow, currency: string): Variance['total'] {
  const amount = (value: Micros) => money(value, currency);
  const { effects, effectsReason, actualsChange, attribution, commentary } = row;
  return {
    key: { ...row.key },
    plan: amount(row.plan),
    actual: amount(row.actual),
    variance: amount(row.variance),
    percent: row.percent,
    direction: row.direction,
    material: row.material,
    ...(effects && { effects: effectsAnswer(effects, currency) }),
    ...(actualsChange && {
      actualsChange: {
        before: amount(actualsChange.before),
        after: amount(actualsChange.after),
        effects: effectsAnswer(actualsChange.effects, currency),
      },
    }),
    ...(effectsReason !== undefined && { effectsReason }),
    ...(attribution && {
      attribution: {
        kind: attribution.kind,
        timing: amount(attribution.timing),
        permanent: amount(attribution.permanent),
        open: amount(attribution.open),
      },
    }),
    ...(commentary !== undefined && { commentary }),
  };
}

function effectsAnswer(
  effects: VarianceEffects,
  currency: string,
): NonNullable<Variance['total']['effects']> {
  const amount = (value: Micros) => money(value, currency);
  return {
    price: amount(effects.price),
    volume: amount(effects.volume),
    mix: amount(effects.mix),
    new: amount(effects.new),
    discontinued: amount(effects.discontinued),
    oneOff: amount(effects.oneOff),
  };
}

/** The variance of a budget as `variance.analyze` answers it. */
export const varianceAnswer: Question<AskedVariance, Variance> = {
  name: 'variance',
  isLong: true,
  answer: answerVariance,
};

interface AskedVariance extends VarianceAsk {
  readonly budgetId: string;
  readonly asOf: Day;
  readonly causes?: boolean | undefined;
}

function answerVariance(reader: Reader, { budgetId, asOf, causes, ...input }: AskedVariance): Variance {
  const budget = budgetAsKnown(reader, budgetId, input.knownAt);
  const request = checkRequest(reader, budget, input, asOf);
  const found = analyseBudget(reader, budget, request, { withCauses: causes ?? true });
  const answer = (row: VarianceRow) => rowAnswer(row, budget.currency);
  const { analysis } = found;
  return {
    against: found.againstName,
    from: request.from,
    to: request.to,
    asOf: request.asOf,
    by: [...request.by],
    total: answer(analysis.total),
    rows: analysis.rows.map(answer),
    groups: analysis.groups.map(answer),
    ...(analysis.actualsMonths && { actualsMonths: analysis.actualsMonths }),
    ...(analysis.actualsReason !== undefined && { actualsReason: analysis.actualsReason }),
    causes: found.causes.map(({ item, kind, day, amount }) => ({
      item,
      kind,
      day,
      amount: money(amount, budget.currency),
    })),
    sentences: variationSentences(found, budget.currency),
  };
}
