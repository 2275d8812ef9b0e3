import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ActionIcon } from '@mantine/core';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { Link } from 'wouter';
import { useQueries } from '../client/backend.tsx';
import { addressOf, usePlace, type PageName } from '../session/place.ts';
import { usePreferences } from '../session/preferences.tsx';
import { PAGE_ENTRIES, PAGE_GROUPS, type PageEntry } from './pages.tsx';

export function Rail({
  isFolded,
  canUnfold,
}: {
  readonly isFolded: boolean;
  readonly canUnfold: boolean;
}): ReactNode {
  const { change } = usePreferences();
  const counts = useCounts();
  return (
    <nav className="rail" aria-label="Pages">
      <div className="brand">
        <BrandSign />
        <span className="brand-name">HEADROOM</span>
      </div>
      {PAGE_GROUPS.map((group) => (
        <div key={group} className="rail-group">
          {group === '' ? null : <p className="label rail-title">{group}</p>}
          <ul>
            {PAGE_ENTRIES.filter((entry) => entry.group === group).map((entry) => (
              <RailLink key={entry.name} entry={entry} count={counts[entry.name] ?? 0} />
            ))}
          </ul>
        </div>
      ))}
      {canUnfold ? (
        <div className="rail-foot">
          <ActionIcon
            aria-label={isFolded ? 'Unfold the rail' : 'Fold the rail'}
            onClick={() => change({ isRailFolded: !isFolded })}
          >
            {isFolded ? <PanelLeftOpen size={16} /> : <PanelLeftClose size={16} />}
          </ActionIcon>
        </div>
      ) : null}
    </nav>
  );
}

function RailLink({ entry, count }: { readonly entry: PageEntry; readonly count: number }): ReactNode {
  const { page, budgetId } = usePlace();
  const Icon = entry.icon;
  return (
    <li>
      <Link
        href={addressOf(entry.name, budgetId)}
        className="rail-link"
        aria-current={entry.name === page ? 'page' : undefined}
        title={entry.title}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <span className="rail-text">{entry.title}</span>
        {count === 0 ? null : (
          <span className="rail-count">
            {count}
            <span className="hidden">{entry.name === 'alerts' ? ' unread' : ' pending'}</span>
          </span>
        )}
      </Link>
    </li>
  );
}

function useCounts(): Partial<Record<PageName, number>> {
  const stats = useQuery(useQueries().budgets.stats.queryOptions({ input: {} })).data?.data;
  return { alerts: stats?.unreadAlerts ?? 0, approvals: stats?.pendingApprovals ?? 0 };
}

/** The picture is the name: a line above, spend below, and the gap between them. */
function BrandSign(): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d="M2 5h16" stroke="var(--budget)" strokeWidth="1.5" />
      <path d="M2 17v-3l5-1.5 5-1 6-3V17z" fill="var(--actual)" />
      <path d="M18 6v2" stroke="var(--adverse)" strokeWidth="1.5" />
    </svg>
  );
}
