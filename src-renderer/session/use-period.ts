import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useQueries } from '../client/backend.tsx';
import { monthsOfPeriod, type ChosenPeriod, type Months } from './period.ts';
import { usePreferences } from './preferences.tsx';
import { useWorkspace } from './workspace.ts';

/** The month, 1 to 12, in which the fiscal year starts. */
export function useFiscalYearStart(): number {
  return useQuery(useQueries().settings.get.queryOptions({ input: {} })).data?.data.fiscalYearStart ?? 1;
}

/** The period chosen in the bar; `months` is undefined where each budget speaks of its own. */
export function usePeriod(): { readonly period: ChosenPeriod; readonly months: Months | undefined } {
  const { preferences } = usePreferences();
  const asOf = useWorkspace()?.asOf;
  const yearStart = useFiscalYearStart();
  const { period } = preferences;
  const months = useMemo(
    () => (asOf === undefined ? undefined : monthsOfPeriod(period, asOf, yearStart)),
    [period, asOf, yearStart],
  );
  return { period, months };
}
