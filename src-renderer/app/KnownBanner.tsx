import type { ReactNode } from 'react';
import { dayText } from '../format/style.ts';
import { useKnownDay, usePastDay } from '../session/workspace.ts';

/** Says on every page whether its figures are those of the day of knowledge, and leads back to what is known today. */
export function KnownBanner(): ReactNode {
  const { day, choose } = useKnownDay();
  const isPast = usePastDay() !== null;
  if (day === null) return null;
  return (
    <div className="banner">
      <span role="status">
        {isPast
          ? `As known on ${dayText(day)}: what was imported or changed later is left out, and so are alerts and approvals. Nothing is changed from here.`
          : `You look at what was known on ${dayText(day)}, but this page shows what is known today.`}
      </span>
      <button type="button" className="text-button" onClick={() => choose(null)}>
        Back to what is known today
      </button>
    </div>
  );
}
