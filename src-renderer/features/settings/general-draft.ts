import { percentOf, tidy } from '../../format/percent.ts';
import { amountToSend, asTyped } from '../../format/typed.ts';
import type { SettingsAnswer } from './SettingsPage.tsx';

/** Money and time as their form holds them; bounds in percent. */
export interface Draft {
  readonly currency: string;
  readonly fiscalYearStart: number;
  readonly warning: number;
  readonly critical: number;
  readonly exceeded: number;
  readonly materialAmount: string;
  readonly materialPercent: number;
}

/** The settings in the form; a bound is shown as it is kept, so that it is not saved rounded. */
export function draftOf(settings: SettingsAnswer): Draft {
  const { statusBounds, materiality } = settings;
  return {
    currency: settings.currency,
    fiscalYearStart: settings.fiscalYearStart,
    warning: percentOf(statusBounds.warning),
    critical: percentOf(statusBounds.critical),
    exceeded: percentOf(statusBounds.exceeded),
    materialAmount: asTyped(materiality.amount),
    materialPercent: materiality.percent,
  };
}

/** The draft as the workspace keeps it, bounds as fractions. */
export function settingsOf(draft: Draft) {
  return {
    currency: draft.currency,
    fiscalYearStart: draft.fiscalYearStart,
    statusBounds: {
      warning: tidy(draft.warning / 100),
      critical: tidy(draft.critical / 100),
      exceeded: tidy(draft.exceeded / 100),
    },
    materiality: { amount: amountToSend(draft.materialAmount) ?? '0', percent: draft.materialPercent },
  };
}
