import { exp, sin } from '#shared/engine/elementary.ts';
import { toDay, toMonth } from '#shared/domain/calendar.ts';
import { FORECAST_MODELS } from '#shared/domain/forecast.ts';
import {
  applyPlan,
  breachOf,
  forecastMonthly,
  forecastTree,
  forecastValues,
  landing,
} from '#shared/engine/forecast/index.ts';
import { seededRandom } from '#shared/engine/random.ts';

const START = toMonth('2022-01');
const NEXT = toMonth('2026-01');

/** Four years of months that grow, swing with the year and scatter. */
function months(seed: number, level: number): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: 48 },
    (_, month) =>
      level * 1.01 ** month * (1 + 0.2 * sin((month * Math.PI) / 6)) * exp(0.05 * random.normal()),
  );
}

/** Numbers of every part of the engine that draws paths or fits models, as text in which every bit of them counts. */
export function engineNumbers(): string {
  const values = months(1, 1000);
  const models = FORECAST_MODELS.map((model) => ({
    model,
    monthly: forecastMonthly({ values, startMonth: START, horizon: 12, model, paths: 20, seed: 5 }),
    plain: forecastValues({ values, season: 4, horizon: 6, levels: [50, 99], model, paths: 5, seed: 6 }),
  }));
  const [first, second] = [months(2, 300), months(3, 500)];
  const tree = forecastTree({
    nodes: [
      { id: 'whole', parentId: null, values: first.map((value, month) => value + second[month]! + 40) },
      { id: 'first', parentId: 'whole', values: first },
      { id: 'second', parentId: 'whole', values: second },
    ],
    startMonth: NEXT,
    horizon: 12,
    paths: 50,
    seed: 7,
  });
  const { mean, paths } = forecastMonthly({ values, startMonth: START, horizon: 12, paths: 100, seed: 8 });
  const planned = applyPlan({
    ...{ mean, paths, startMonth: NEXT, levels: [80], quantile: 0.8, seed: 9 },
    ...{ growth: { overall: 0.07, 'team:a': -0.1 }, composition: { 'team:a': 0.3 } },
    levers: { price: 0.03, usage: -0.02, commitmentDiscount: 0.3, commitmentCoverage: 0.4 },
    changes: [
      {
        name: 'launch',
        start: toMonth('2026-04'),
        kind: 'ramp',
        amount: 90,
        startSpread: 2,
        sizeSpread: 0.3,
      },
      { name: 'move', start: toMonth('2026-06'), kind: 'step', percent: -8, probability: 0.6 },
    ],
  });
  const breach = breachOf({
    spentByMonth: [],
    paths: planned.paths,
    startMonth: NEXT,
    months: 12,
    amount: 2e4,
  });
  const random = seededRandom(10);
  const days = Array.from({ length: 150 }, (_, day) => 20 + (day % 7) + random.normal());
  const landed = landing({ values: days, asOf: toDay('2026-05-20'), lagDays: 2, seed: 11 });
  return JSON.stringify({ models, tree: [...tree], planned, breach, landed }, (_key, part: unknown) =>
    part instanceof Float64Array ? [...part] : part,
  );
}
