import type { Alert, AlertDriver, AlertThreshold } from '../../domain/alert.ts';
import { formatAmount, type Micros } from '../../domain/money.ts';
import type { Measure } from './crossing.ts';

/** Where an alert's budget stands in the tree. */
export interface AlertPlace {
  readonly budgetName: string;
  /** Names from the root down to the budget itself. */
  readonly path: readonly string[];
}

const AMOUNT = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * An alert in words: what, where, how much, when the budget will be passed and how sure that is, and why. One sentence for
 * each, so that a notification can be understood without the application.
 *
 * @example "Payments (Acme / Payments) has spent USD 9,120.00, 91.2 % of its budget for 2026-01/2026-12; the rule is 90 %."
 */
export function alertMessage(alert: Alert, place: AlertPlace): string {
  const sentences = [measured(alert, place), outlook(alert), cause(alert)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** A rule in words: `90 % of the budget spent`, `probability of a breach 80 %`. */
export function thresholdText(threshold: AlertThreshold, currency: string): string {
  const bound =
    threshold.percent === undefined
      ? moneyText(threshold.amount ?? (0n as Micros), currency)
      : `${percentText(threshold.percent)} %`;
  if (threshold.basis === 'actual') return `${bound} spent`;
  return threshold.basis === 'forecast' ? `${bound} forecast` : `${bound} probability of a breach`;
}

/** Why an alert resolved itself; `measured` is what its threshold measures now, null where nothing can be measured. */
export function resolutionReason(alert: Alert, measured: Measure | null): string {
  const bound = thresholdText(alert.threshold, alert.currency);
  if (measured === null) return `There is no forecast to hold against "${bound}" any more.`;
  if (alert.threshold.basis === 'probability')
    return `The probability of a breach fell from ${percentText(alert.percent)} % to ${percentText(measured.percent)} %, below "${bound}".`;
  const now = `${percentText(measured.percent)} %`;
  if (measured.amount === alert.amount)
    return `The budget's amount changed: ${moneyText(measured.amount, alert.currency)} is now ${now} of it, below "${bound}".`;
  const subject = alert.threshold.basis === 'actual' ? 'Spend was restated' : 'The forecast changed';
  return `${subject} from ${moneyText(alert.amount, alert.currency)} to ${moneyText(measured.amount, alert.currency)} (${now}), below "${bound}".`;
}

/** Money for a sentence, to two decimals: `USD 1,234.50`. */
export function moneyText(amount: Micros, currency: string): string {
  return `${currency} ${AMOUNT.format(formatAmount(amount) as `${number}`)}`;
}

function measured(alert: Alert, { budgetName, path }: AlertPlace): string {
  const where = path.length > 1 ? `${budgetName} (${path.join(' / ')})` : budgetName;
  const rule = `the rule is "${thresholdText(alert.threshold, alert.currency)}"`;
  const percent = `${percentText(alert.percent)} %`;
  if (alert.threshold.basis === 'probability')
    return `${where} will pass its budget for ${alert.period} with a probability of ${oddsText(alert.percent)}, at ${moneyText(alert.amount, alert.currency)}; ${rule}.`;
  const verb = alert.threshold.basis === 'actual' ? 'has spent' : 'is forecast to spend';
  const plan = alert.onPlan ? ', as planned' : '';
  return `${where} ${verb} ${moneyText(alert.amount, alert.currency)}, ${percent} of its budget for ${alert.period}${plan}; ${rule}.`;
}

function outlook({ breach, threshold, percent }: Alert): string {
  if (breach === null || breach.medianDate === null) return '';
  if (threshold.basis === 'actual' && percent >= 100)
    return `The budget was passed around ${breach.medianDate}.`;
  const range =
    breach.earliest !== null && breach.latest !== null
      ? ` (between ${breach.earliest} and ${breach.latest})`
      : '';
  return `It is expected to be passed around ${breach.medianDate}${range}, with a probability of ${oddsText(breach.probability * 100)}.`;
}

function cause({ drivers, currency }: Alert): string {
  if (drivers.length === 0) return '';
  return `Driven by ${drivers.map((driver) => driverText(driver, currency)).join(', ')}.`;
}

function driverText(driver: AlertDriver, currency: string): string {
  const value = driver.value === '' ? '(none)' : driver.value;
  return `${driver.dimension} ${value} ${moneyText(driver.amount, currency)} (${percentText(driver.share * 100)} %)`;
}

/** Odds from simulated outcomes, whose ends are never certain. */
function oddsText(percent: number): string {
  return percent > 95 ? 'over 95 %' : percent < 5 ? 'under 5 %' : `${percentText(percent)} %`;
}

/** One decimal, and none where it is whole. */
function percentText(percent: number): string {
  return percent.toFixed(1).replace(/\.0$/, '');
}
