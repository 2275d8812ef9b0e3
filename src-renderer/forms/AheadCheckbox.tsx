import type { ReactNode } from 'react';
import { Checkbox } from '@mantine/core';
import { dayText } from '../format/style.ts';
import { usePastDay } from '../session/workspace.ts';
import { isEarlierPeriod } from './dimensions.ts';

/** Whether a comparison adds the forecast of what is left of its months; disabled where it cannot, with the reason. */
export function AheadCheckbox({
  against,
  isAhead,
  className,
  onChange,
}: {
  readonly against: string | undefined;
  readonly isAhead: boolean;
  readonly className?: string;
  readonly onChange: (isAhead: boolean) => void;
}): ReactNode {
  const past = usePastDay();
  const reason =
    past !== null
      ? `Not with what was known on ${dayText(past)}: a forecast stands on what is known today.`
      : isEarlierPeriod(against)
        ? 'Not against an earlier period: it is compared with what was spent.'
        : null;
  return (
    <Checkbox
      {...(className === undefined ? {} : { className })}
      label="Add the forecast of what is left of the months"
      description={reason}
      checked={isAhead && reason === null}
      disabled={reason !== null}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
