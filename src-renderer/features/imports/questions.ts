/** What a file leaves to a person, as a question with answers that are ways to read it. */
import { failureOf } from '../../client/failure.ts';
import type { ReadingOptions } from './use-import-run.ts';

export interface Question {
  /** Why it is asked. */
  readonly reason: string;
  readonly answers: readonly { readonly label: string; readonly options: ReadingOptions }[];
  /** What has to be written, where the answers are not known. */
  readonly field: 'year' | 'date' | undefined;
}

interface Choice {
  readonly option: string;
  readonly values: readonly string[];
  readonly reason: string;
}

const ORDER_WORDS: Readonly<Record<string, string>> = {
  dmy: 'Day first: 31/12/2026',
  mdy: 'Month first: 12/31/2026',
  ymd: 'Year first: 2026/12/31',
};
const DECIMAL_WORDS: Readonly<Record<string, string>> = {
  '.': 'The point: 1,234 is a thousand',
  ',': 'The comma: 1,234 is a little more than one',
};
const DELIMITER_WORDS: Readonly<Record<string, string>> = {
  ',': 'Commas',
  ';': 'Semicolons',
  '\t': 'Tabs',
  '|': 'Bars',
};

/**
 * The questions that a refused reading asks; none where no answer would help.
 *
 * @example questionsOf(error)[0].answers[0] // { label: 'Day first: 31/12/2026', options: { dateOrder: 'dmy' } }
 */
export function questionsOf(error: unknown, options: ReadingOptions): readonly Question[] {
  const { choices } = failureOf(error).details;
  if (!Array.isArray(choices)) return [];
  return choices.filter(isChoice).flatMap((choice) => questionOf(choice, options) ?? []);
}

function questionOf({ option, values, reason }: Choice, options: ReadingOptions): Question | undefined {
  const [name = '', field = ''] = option.replace(/^--/, '').split(/[ =]/);
  const ask = (answers: Question['answers'], written?: Question['field']): Question => ({
    ...{ reason, answers, field: written },
  });
  const each = (words: Readonly<Record<string, string>>, key: string): Question =>
    ask(values.map((value) => ({ label: words[value] ?? value, options: { [key]: value } })));
  switch (name) {
    case 'date-order':
      return each(ORDER_WORDS, 'dateOrder');
    case 'decimal':
      return each(DECIMAL_WORDS, 'decimal');
    case 'delimiter':
      return each(DELIMITER_WORDS, 'delimiter');
    case 'encoding':
      return each({}, 'encoding');
    case 'currency':
      return each({}, 'currency');
    case 'year':
      return ask([], 'year');
    case 'date':
      return ask([], 'date');
    case 'map':
      // A column by its name; without a header the columns have numbers, which only the fields below can take.
      return field === ''
        ? undefined
        : ask(
            values.map((value) => ({ label: value, options: { map: { ...options.map, [field]: value } } })),
          );
    default:
      return undefined;
  }
}

function isChoice(value: unknown): value is Choice {
  return (
    typeof value === 'object' &&
    value !== null &&
    'option' in value &&
    typeof value.option === 'string' &&
    'values' in value &&
    Array.isArray(value.values) &&
    'reason' in value &&
    typeof value.reason === 'string'
  );
}
