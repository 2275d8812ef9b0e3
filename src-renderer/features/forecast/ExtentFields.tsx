import type { ReactNode } from 'react';
import { MultiSelect, Select } from '@mantine/core';
import { countText } from '../../format/style.ts';
import { LEVEL_CHOICES, levelsPart, MONTH_CHOICES, MOST_LEVELS, type Extent } from './extent.ts';

const USUAL = 'usual';

/** How far ahead, and in which intervals; both stand in the address, and hold for what is stored. */
export function ExtentFields({
  extent: { months, levels },
  onChange,
}: {
  readonly extent: Extent;
  readonly onChange: (part: Readonly<Record<string, string | null>>) => void;
}): ReactNode {
  return (
    <div className="controls" role="group" aria-label="What is forecast">
      <Select
        label="How far ahead"
        data={[
          { value: USUAL, label: "to the period's end, a year or more" },
          ...withChosen(MONTH_CHOICES, months === null ? [] : [months]).map((count) => ({
            value: String(count),
            label: countText(count, 'month', 'months'),
          })),
        ]}
        value={months === null ? USUAL : String(months)}
        onChange={(value) => onChange({ months: value === USUAL ? null : value })}
        w={248}
      />
      <MultiSelect
        label="Intervals, % of outcomes"
        data={withChosen(LEVEL_CHOICES, levels).map(String)}
        value={levels.map(String)}
        maxValues={MOST_LEVELS}
        clearButtonProps={{ 'aria-label': 'The usual intervals' }}
        onChange={(chosen) => onChange({ levels: levelsPart(chosen.map(Number)) })}
        w={248}
      />
    </div>
  );
}

function withChosen(choices: readonly number[], chosen: readonly number[]): number[] {
  return [...new Set([...choices, ...chosen])].sort((a, b) => a - b);
}
