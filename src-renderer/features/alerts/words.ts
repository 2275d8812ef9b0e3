import type { AlertAnswer } from './AlertsPage.tsx';
import { dayText, moneyText, plainStyle, probabilityText, shareText } from '../../format/style.ts';

type Threshold = AlertAnswer['threshold'];

/** The rule in a few words: `90 % spent`, `USD 5,000.00 forecast`, `80 % likely over`. */
export function ruleText({ basis, percent, amount }: Threshold): string {
  const bound = percent === undefined ? (amount === undefined ? '' : moneyText(amount)) : `${percent} %`;
  const words = { actual: 'spent', forecast: 'forecast', probability: 'likely over' } as const;
  return `${bound} ${words[basis]}`.trim();
}

/** How far the measure of the rule has come: percent of the budget, or the odds. */
export function reachedText({ threshold, percent }: AlertAnswer): string {
  return threshold.basis === 'probability' ? probabilityText(percent / 100) : plainStyle().percent(percent);
}

/**
 * An alert in the line of a list, where the budget stands in a column of its own: the rule, from when the budget is likely
 * to be over, and what moved most.
 */
export function headlineOf({ threshold, breach, drivers }: AlertAnswer): string {
  const [driver] = drivers;
  return [
    ruleText(threshold),
    breach?.medianDate == null ? '' : `over from ${dayText(breach.medianDate)}`,
    driver === undefined ? '' : `mostly ${driver.value || '(none)'} (${shareText(driver.share)})`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
