/** The sentence that answers the levers. */
import { dayText, plainStyle, probabilityText } from '../../format/style.ts';
import type { Draft } from './draft.ts';
import type { Evaluation } from './evaluate.ts';
import { overrideName } from './levers.ts';

const MOST_PARTS = 3;

/** `At 12 % growth and 72 % cover: 45 % likely over budget (base 81 %), most likely from 22 Dec 2026.` */
export function findingOf(draft: Draft, now: Evaluation, base: Evaluation, isBase: boolean): string {
  const { medianDate, probability } = now.outcome;
  const when = medianDate === null ? '' : `, most likely from ${dayText(medianDate)}`;
  const likely = probabilityText(probability);
  if (isBase) return `As things stand: ${likely} likely over budget${when}.`;
  return `${partsText(draft)}: ${likely} likely over budget (base ${probabilityText(base.outcome.probability)})${when}.`;
}

function partsText(draft: Draft): string {
  const percent = (value: number): string => {
    // 0.14 × 100 is a little more than 14.
    const tenths = Math.round(value * 1000);
    return `${plainStyle().decimal(tenths / 10, tenths % 10 === 0 ? 0 : 1)}\u00a0%`;
  };
  const signed = (value: number): string => (value > 0 ? `+${percent(value)}` : percent(value));
  const parts = [
    draft.growth === 0 ? '' : `${percent(draft.growth)} growth`,
    draft.usage === 0 ? '' : `${signed(draft.usage)} usage`,
    draft.price === 0 ? '' : `${signed(draft.price)} prices`,
    draft.commitmentDiscount === 0 || draft.commitmentCoverage === 0
      ? ''
      : `${percent(draft.commitmentCoverage)} coverage at ${percent(draft.commitmentDiscount)} off`,
    ...Object.entries(draft.overrides).map(([key, value]) =>
      value === 0 ? '' : `${overrideName(key)} ${signed(value)}`,
    ),
    ...draft.changes.map(({ isOn, name }) => (isOn ? name : '')),
    draft.quantile === 0.5 ? '' : `the ${percent(draft.quantile)} outcome of the baseline`,
    draft.budgetAmount === null ? '' : 'another budget',
  ].filter((part) => part !== '');
  const shown =
    parts.length > MOST_PARTS
      ? [...parts.slice(0, MOST_PARTS - 1), `${parts.length - MOST_PARTS + 1} more`]
      : parts;
  const last = shown.at(-1) ?? 'these levers';
  return `At ${shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last}`;
}
