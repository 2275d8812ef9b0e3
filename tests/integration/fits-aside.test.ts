import { expect, it } from 'vitest';
import { toMonth } from '#shared/domain/calendar.ts';
import type { Urgency } from '#main/jobs/asked-thread.ts';
import { fitAside } from '#main/jobs/fits/fit-aside.ts';
import type { FitTask } from '#main/jobs/fits/fit.ts';

/** The fit of a series of its own. */
function task(number: number): FitTask {
  const values = Array.from({ length: 24 }, (_, index) => 100 + number + (index % 5));
  return {
    kind: 'monthly',
    request: {
      values,
      startMonth: toMonth('2024-01'),
      horizon: 3,
      levels: [80],
      model: 'naive',
      seed: number,
    },
  };
}

it('fits what somebody waits for before what is prepared behind, also where that becomes urgent while it waits', async () => {
  const finished: string[] = [];
  const ask = async (name: string, number: number, urgency: Urgency): Promise<void> => {
    await fitAside(task(number), urgency);
    finished.push(name);
  };
  const promoted = { isUrgent: false };
  const asked = [
    ask('first', 1, { isUrgent: false }),
    ask('behind', 2, { isUrgent: false }),
    ask('promoted', 3, promoted),
    ask('urgent', 4, { isUrgent: true }),
  ];
  promoted.isUrgent = true;
  await Promise.all(asked);
  expect(finished).toEqual(['first', 'promoted', 'urgent', 'behind']);
});
