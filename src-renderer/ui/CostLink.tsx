import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { costRowsAddress, type CostAsk } from '../session/cost-rows.ts';

/** A figure that opens the cost rows behind it. It also stands in rows that open something else. */
export function CostLink({
  budgetId,
  ask,
  children,
}: {
  /** Without one, the whole workspace. */
  readonly budgetId?: string | undefined;
  readonly ask: CostAsk;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Link
      href={costRowsAddress(budgetId, ask)}
      className="cost-link"
      title="Show the cost rows behind it"
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </Link>
  );
}
