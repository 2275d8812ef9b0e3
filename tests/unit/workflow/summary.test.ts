import { expect, test } from 'vitest';
import { formatAmount, money, parseAmount, sumMicros, toMicros, ZERO } from '#shared/domain/money.ts';
import { summaryText } from '#main/workflow/summary.ts';

/** A run that compared a budget by team, with a difference of each team's number. */
function runOf(teams: number) {
  const row = (key: Record<string, string>, variance: bigint) => ({
    ...{ key, percent: null, direction: 'adverse', material: false },
    ...{ plan: money(toMicros(0), 'USD'), actual: money(toMicros(variance), 'USD') },
    variance: money(toMicros(variance), 'USD'),
  });
  const rows = Array.from({ length: teams }, (_, index) =>
    row({ team: `team ${index + 1}` }, BigInt(index + 1) * 1_010_000n),
  );
  const total = sumMicros(rows.map(({ variance }) => parseAmount(variance.amount) ?? ZERO));
  const variance = [
    { from: '2026-01', to: '2026-06', against: 'budget', rows, total: row({}, BigInt(total)) },
  ];
  return { name: 'Run', asOf: '', sections: { variance: { ok: true, result: variance } } } as Parameters<
    typeof summaryText
  >[0];
}

const amountsOf = (text: string): string[] =>
  [...text.matchAll(/\+([\d.,]+) adverse/g)].map(([, amount]) => amount ?? '');

test.each([1, 6, 7, 40])(
  'the variances of %i rows that are told add up to the total that is told',
  (teams) => {
    const text = summaryText(runOf(teams));
    const amounts = amountsOf(text).map((amount) => parseAmount(amount.replaceAll(',', '')) ?? ZERO);
    const total = amounts.pop();
    expect(amounts.length).toBeLessThanOrEqual(6);
    expect(formatAmount(sumMicros(amounts))).toBe(formatAmount(total ?? ZERO));
    expect(text.includes('others')).toBe(teams > 6);
  },
);
