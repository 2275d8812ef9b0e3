/** The parts of a change against an earlier period, always in this order; they add up to it. */
export const EFFECTS = [
  { key: 'price', name: 'Price' },
  { key: 'volume', name: 'Volume' },
  { key: 'mix', name: 'Mix' },
  { key: 'new', name: 'New' },
  { key: 'discontinued', name: 'Discontinued' },
  { key: 'oneOff', name: 'One-off' },
] as const;
