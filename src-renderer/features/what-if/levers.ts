/** The levers that every budget has: what they are called, how far they go, what one step is. */
import { plainStyle } from '../../format/style.ts';
import type { Draft } from './draft.ts';

export type SimpleLever =
  'growth' | 'price' | 'usage' | 'commitmentDiscount' | 'commitmentCoverage' | 'quantile';

export interface LeverSetting {
  readonly name: string;
  readonly unit: string;
  /** In percent, as people type it. */
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly base: number;
  /** How far the comparison of levers moves it, in percent. */
  readonly trial: number;
}

export const LEVERS: Readonly<Record<SimpleLever, LeverSetting>> = {
  growth: { name: 'Growth', unit: '% a year', least: -50, most: 100, step: 0.5, base: 0, trial: 5 },
  price: { name: 'Unit price', unit: '%', least: -50, most: 50, step: 0.5, base: 0, trial: 5 },
  usage: { name: 'Usage', unit: '%', least: -50, most: 100, step: 0.5, base: 0, trial: 5 },
  commitmentDiscount: {
    name: 'Commit. discount',
    unit: '%',
    least: 0,
    most: 72,
    step: 0.5,
    base: 0,
    trial: 5,
  },
  commitmentCoverage: {
    name: 'Commit. cover',
    unit: '% of use',
    least: 0,
    most: 100,
    step: 1,
    base: 0,
    trial: 10,
  },
  quantile: {
    name: 'Baseline outcome',
    unit: '% quantile',
    least: 5,
    most: 95,
    step: 5,
    base: 50,
    trial: 10,
  },
};

export const SIMPLE_LEVERS = Object.keys(LEVERS) as SimpleLever[];

/** Usage of one team or service. */
export const OVERRIDE: LeverSetting = {
  name: '',
  unit: '% usage',
  least: -100,
  most: 100,
  step: 1,
  base: 0,
  trial: 10,
};

/** `team:payments` is `payments`, of the team; untagged is said so. */
export function overrideName(key: string): string {
  const at = key.indexOf(':');
  const value = key.slice(at + 1);
  return value === '' ? `untagged ${key.slice(0, at)}` : value;
}

export function withLever(draft: Draft, lever: SimpleLever, value: number): Draft {
  return { ...draft, [lever]: value };
}

export function withOverride(draft: Draft, key: string, value: number): Draft {
  return { ...draft, overrides: { ...draft.overrides, [key]: value } };
}

const PART_GROUPS = ['team', 'service', 'region', 'account', 'project', 'environment'] as const;
/** Parts below it move nothing that could be seen, those above its opposite are the whole. */
const LEAST_SHARE = 0.0005;

/** The parts of the spend that can be a lever, by dimension and largest first, without those that are one already. */
export function partGroups(
  shares: Readonly<Record<string, number>>,
  taken: readonly string[],
): { group: string; items: { value: string; label: string }[] }[] {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const [key, share] of Object.entries(shares)) {
    if (taken.includes(key) || share < LEAST_SHARE || share > 1 - LEAST_SHARE) continue;
    const group: string = key.slice(0, key.indexOf(':'));
    const items = groups.get(group) ?? [];
    items.push({ value: key, label: `${overrideName(key)}, ${plainStyle().percent(share * 100)}` });
    groups.set(group, items);
  }
  return PART_GROUPS.filter((group) => groups.has(group)).map((group) => ({
    group,
    items: groups.get(group) ?? [],
  }));
}
