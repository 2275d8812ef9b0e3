import type { Reader } from './reader.ts';

/** How many alerts are open, how many of them unread, and how many requests wait. */
export function countAlerts(reader: Reader): {
  openAlerts: number;
  unreadAlerts: number;
  pendingApprovals: number;
} {
  const row = reader.get<{ open: bigint; unread: bigint; pending: bigint }>(
    `SELECT (SELECT count(*) FROM alert WHERE status = 'open') AS open,
            (SELECT count(*) FROM alert WHERE status = 'open' AND body ->> '$.onPlan' = 0) AS unread,
            (SELECT count(*) FROM approval WHERE status = 'pending') AS pending`,
  );
  return {
    openAlerts: Number(row?.open ?? 0n),
    unreadAlerts: Number(row?.unread ?? 0n),
    pendingApprovals: Number(row?.pending ?? 0n),
  };
}
