import { join } from 'node:path';
import { toDay, type Day } from '#shared/domain/calendar.ts';
import { writeUsageFile, type Usage } from './usage-file.ts';

/** The last day of the two years: the day on which their figures stand. */
export const TWO_YEARS_END = '2025-12-31';

/** What is reported of the two years: the budget of the whole, over its year. */
export const TWO_YEARS_REPORT = { budgetId: 'all', from: '2025-01', to: '2025-12' } as const;

const team = (id: string, amount: string) => ({ id, name: id, type: 'team', amount });

/** Budgets of the second year; the untagged team and what parents keep for themselves have none of their own. */
export const TWO_YEARS_BUDGETS = {
  asOf: toDay('2025-01-01'),
  tree: {
    ...{ id: 'all', name: 'All', type: 'organization', amount: '40000' },
    ...{ currency: 'USD', startMonth: '2025-01', months: 12 },
    children: [team('payments', '6000'), team('search', '9000'), team('data', '15000')],
  },
};

/** Writes a FOCUS export of 24 months into a folder; answers where it is. */
export function writeTwoYears(folder: string): string {
  return writeUsageFile(join(folder, 'usage.csv'), '2024-01-01', TWO_YEARS_END, usageOf);
}

/** Five services in three regions for four teams, with growth, a price change, credits and things that come and go. */
function usageOf(day: Day): Usage[] {
  const month = (Number(day.slice(0, 4)) - 2024) * 12 + Number(day.slice(5, 7)) - 1;
  const usage = ['payments', 'search', 'data', ''].flatMap((name, first) =>
    ['Compute', 'Storage', 'Database', 'Queue', 'Cache'].flatMap((service, second): Usage[] => {
      if ((service === 'Cache' && month < 20) || (service === 'Queue' && month > 21)) return [];
      const quantity = (first + 1) * (second + 2) * (1 + month / 20);
      const price = 0.13 * (second + 1) * (month > 17 ? 1.07 : 1);
      const region = ['eu-west-1', 'us-east-1', 'ap-south-1'][(first + second) % 3] ?? '';
      const cost = quantity * price;
      return [{ service, region, sku: `${service}-h`, team: name, cost, quantity, unit: 'Hours' }];
    }),
  );
  if (day.endsWith('-15'))
    usage.push({
      ...{ service: 'Compute', region: 'eu-west-1', sku: 'credit', team: 'data', unit: '' },
      ...{ cost: -31.25, quantity: null, category: 'Credit' as const },
    });
  return usage;
}
