import { describe, expect, it } from 'vitest';
import { seededRandom } from '#shared/engine/random.ts';
import { findMovements } from '#shared/engine/variance/movements.ts';

const MONTH = 30;

/** A charge on the fifth day of each month, nothing on the others. */
function bookings(amounts: readonly number[]): number[] {
  return amounts.flatMap((amount) => Array.from({ length: MONTH }, (_, day) => (day === 4 ? amount : 0)));
}

describe('what is booked by the month', () => {
  it('is no spike on each day on which it is booked', () => {
    const random = seededRandom(3);
    const amounts = Array.from({ length: 8 }, () => 100 + 10 * random.normal());
    expect(findMovements(bookings(amounts))).toEqual({ shifts: [], spikes: [], slope: null });
  });

  it('has a spike where one booking stands out from the others', () => {
    const { spikes } = findMovements(bookings([100, 101, 99, 100, 480, 100, 101, 99]));
    expect(spikes).toEqual([{ index: 4 * MONTH + 4, amount: 380 }]);
  });

  it('has a shift of so much a day where the later bookings are higher', () => {
    const { shifts, spikes } = findMovements(bookings([100, 101, 99, 100, 161, 160, 159, 160]));
    expect(spikes).toEqual([]);
    expect(shifts).toEqual([{ index: 4 * MONTH + 4, perDay: expect.closeTo(60 / MONTH, 1) as number }]);
  });
});

it('a single charge among days without any stands out', () => {
  const values = new Array<number>(200).fill(0);
  values[120] = 500;
  expect(findMovements(values).spikes).toEqual([{ index: 120, amount: 500 }]);
});
