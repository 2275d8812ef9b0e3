const NAMES = new Intl.DateTimeFormat(navigator.language, { month: 'long', timeZone: 'UTC' });

/** The months of any year to choose from, by their numbers. */
export const MONTHS_OF_YEAR = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  label: NAMES.format(Date.UTC(2024, index, 1)),
}));
