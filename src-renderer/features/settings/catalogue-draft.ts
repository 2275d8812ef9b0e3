import type { Outputs } from '#shared/contract/contract.ts';
import { ALERT_BASES, SEVERITIES, type AlertBasis, type Severity } from '#shared/domain/alert.ts';

/** A recommended action as the settings keep it. */
export type CatalogueEntry = Outputs['alerts']['catalogue']['data']['entries'][number];

/** An action in the list that is edited; its key stays when it moves or changes. */
export interface ActionRow {
  readonly key: string;
  readonly entry: CatalogueEntry;
}

export const BASIS_WORDS: Readonly<Record<AlertBasis, string>> = {
  actual: 'spend',
  forecast: 'forecast',
  probability: 'probability',
};

/** An action as its form holds it: all conditions spelled out, an empty dimension for none. */
export interface ActionFields {
  readonly text: string;
  readonly severities: readonly string[];
  readonly bases: readonly string[];
  readonly dimension: string;
  readonly words: readonly string[];
}

/** What a form refuses, by field. */
export type ActionProblems = Partial<Readonly<Record<'text' | 'severities' | 'bases', string>>>;

export function rowsOf(entries: readonly CatalogueEntry[]): ActionRow[] {
  return entries.map((entry, index) => ({ key: `${index}`, entry }));
}

/** The list with one action a place further up (-1) or down (1); at the end of the list as it is. */
export function moved(rows: readonly ActionRow[], key: string, by: -1 | 1): readonly ActionRow[] {
  const from = rows.findIndex((row) => row.key === key);
  const to = from + by;
  const row = rows[from];
  const other = rows[to];
  return row === undefined || other === undefined
    ? rows
    : rows.map((one, index) => (index === from ? other : index === to ? row : one));
}

/** The list without an action, and the key of the one that is chosen then: the next, or the last. */
export function without(
  rows: readonly ActionRow[],
  key: string,
): { readonly rows: readonly ActionRow[]; readonly next: string | undefined } {
  const at = rows.findIndex((row) => row.key === key);
  const rest = rows.filter((row) => row.key !== key);
  return { rows: rest, next: (rest[at] ?? rest.at(-1))?.key };
}

export function severitiesText({ severities }: CatalogueEntry): string {
  return severities?.join(', ') ?? 'any';
}

export function basesText({ bases }: CatalogueEntry): string {
  return bases?.map((basis) => BASIS_WORDS[basis]).join(', ') ?? 'any';
}

/** More words than these are counted in the list. */
const SHOWN_WORDS = 2;

/** `service: ec2, compute (+3)`; what names no driver is always given. */
export function driverText({ driver }: CatalogueEntry): string {
  if (driver === undefined) return 'not needed';
  const words = driver.contains ?? ['any'];
  const more = words.length - SHOWN_WORDS;
  return `${driver.dimension}: ${words.slice(0, SHOWN_WORDS).join(', ')}${more > 0 ? ` (+${more})` : ''}`;
}

export function fieldsOf(entry: CatalogueEntry | undefined): ActionFields {
  return {
    text: entry?.text ?? '',
    severities: entry?.severities ?? SEVERITIES,
    bases: entry?.bases ?? ALERT_BASES,
    dimension: entry?.driver?.dimension ?? '',
    words: entry?.driver?.contains ?? [],
  };
}

/** What is wrong with an action, by field; nothing where it can be kept. */
export function problemsOf({ text, severities, bases, dimension }: ActionFields): ActionProblems {
  const unknown = [...text.matchAll(/\{[^{}]*\}/g)].map(([name]) => name);
  const [other] = unknown.filter((name) => name !== '{value}' && name !== '{dimension}');
  const textProblem =
    text.trim() === ''
      ? 'Write what is to be done.'
      : other !== undefined
        ? `${other} stands for nothing; only {value} and {dimension} are filled in.`
        : unknown.length > 0 && dimension === ''
          ? `${unknown[0]} needs a driver: choose one below, or write a word in its place.`
          : undefined;
  return {
    ...(textProblem !== undefined && { text: textProblem }),
    ...(severities.length === 0 && { severities: 'Tick at least one severity.' }),
    ...(bases.length === 0 && { bases: 'Tick at least one basis.' }),
  };
}

/** The action that fields without problems describe; conditions that always hold are left out. */
export function entryOf({ text, severities, bases, dimension, words }: ActionFields): CatalogueEntry {
  const someSeverities: Severity[] = SEVERITIES.filter((one) => severities.includes(one));
  const someBases: AlertBasis[] = ALERT_BASES.filter((one) => bases.includes(one));
  return {
    text: text.trim(),
    ...(someSeverities.length < SEVERITIES.length && { severities: someSeverities }),
    ...(someBases.length < ALERT_BASES.length && { bases: someBases }),
    ...(dimension !== '' && {
      driver: { dimension, ...(words.length > 0 && { contains: [...words] }) },
    }),
  };
}
