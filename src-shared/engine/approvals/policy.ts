import { APPROVAL_LEVELS, type ApprovalLevel } from '../../domain/approval.ts';

/** The parts of the risk score; their weights are points and add up to 100. */
export const RISK_PARTS = [
  'overrunPercent',
  'overrunOfUnallocated',
  'breachProbability',
  'forecastSpread',
  'timeLeft',
  'pastOverruns',
  'treeLevel',
] as const;
export type RiskPartName = (typeof RISK_PARTS)[number];

/** The parts of the risk as people read them. */
export const RISK_PART_TITLES: Readonly<Record<RiskPartName, string>> = {
  overrunPercent: 'Overrun, percent',
  overrunOfUnallocated: 'Overrun of the rest',
  breachProbability: 'Chance of a breach',
  forecastSpread: 'Forecast spread',
  timeLeft: 'Time left',
  pastOverruns: 'Past overruns',
  treeLevel: 'Level in the tree',
};
export type DecidingLevel = Exclude<ApprovalLevel, 'automatic'>;

/** How requests are judged. Data, so that a workspace can edit it; every edit is a new version. */
export interface ApprovalPolicy {
  readonly version: number;
  readonly weights: Readonly<Record<RiskPartName, number>>;
  /** At which measure a part counts in full. */
  readonly scales: {
    /** Overrun in percent of the amount. */
    readonly overrunPercent: number;
    /** A root has no parent to take from: its overrun is held against this percent of its own amount. */
    readonly rootReservePercent: number;
    /** Width of the forecast's interval as a fraction of its mean. */
    readonly forecastSpread: number;
    /** Number of past overruns. */
    readonly pastOverruns: number;
    /** Depth in the tree from which the level no longer counts. */
    readonly treeDepth: number;
  };
  /** Decided at once below this score and up to this overrun. */
  readonly automatic: { readonly below: number; readonly overrunPercent: number };
  /** Scores below which a level suffices; the executive decides the rest. */
  readonly below: { readonly manager: number; readonly director: number };
  /** Overruns in percent from which at least this level decides, whatever the score. */
  readonly atLeast: { readonly director: number; readonly executive: number };
  /** Business days to decide. */
  readonly deadlines: Readonly<Record<DecidingLevel, number>>;
  /** Whether an overrun that the forecast shows raises a request by itself. */
  readonly requestOverruns: boolean;
}

/** The policy of the domain page. The size of the overrun weighs most: it alone makes a request grow through the levels. */
export const DEFAULT_POLICY: ApprovalPolicy = {
  version: 1,
  weights: {
    overrunPercent: 45,
    overrunOfUnallocated: 15,
    breachProbability: 10,
    forecastSpread: 10,
    timeLeft: 5,
    pastOverruns: 10,
    treeLevel: 5,
  },
  scales: { overrunPercent: 50, rootReservePercent: 20, forecastSpread: 0.5, pastOverruns: 3, treeDepth: 3 },
  automatic: { below: 25, overrunPercent: 5 },
  below: { manager: 50, director: 75 },
  atLeast: { director: 50, executive: 100 },
  deadlines: { manager: 2, director: 3, executive: 5 },
  requestOverruns: false,
};

/** What is wrong with an edited policy, in sentences; none: it can be used. */
export function policyProblems(policy: ApprovalPolicy): string[] {
  const total = RISK_PARTS.reduce((sum, name) => sum + policy.weights[name], 0);
  const problems: string[] = [];
  if (Math.abs(total - 100) > 1e-9) problems.push(`The weights must add up to 100; they add up to ${total}.`);
  if (RISK_PARTS.some((name) => policy.weights[name] < 0)) problems.push('A weight must not be negative.');
  if (Object.values(policy.scales).some((scale) => scale <= 0)) problems.push('A scale must be above 0.');
  if (!(policy.automatic.below <= policy.below.manager && policy.below.manager <= policy.below.director))
    problems.push('The scores of the levels must rise: automatic, manager, director.');
  if (policy.atLeast.director > policy.atLeast.executive)
    problems.push('The overrun that needs an executive must not be below the one that needs a director.');
  if (Object.values(policy.deadlines).some((days) => !Number.isInteger(days) || days < 1))
    problems.push('A deadline is a whole number of business days, at least 1.');
  return problems;
}

/**
 * Who must decide at this score and overrun.
 *
 * @example levelFor(20, 3, DEFAULT_POLICY) // 'automatic'
 * @example levelFor(20, 60, DEFAULT_POLICY) // 'director', because half the budget again is no small matter
 */
export function levelFor(score: number, overrunPercent: number, policy: ApprovalPolicy): ApprovalLevel {
  const byScore = levelOfScore(score, overrunPercent, policy);
  if (overrunPercent >= policy.atLeast.executive) return 'executive';
  return overrunPercent >= policy.atLeast.director ? higher(byScore, 'director') : byScore;
}

/** The level above, or null above the executive. */
export function levelAbove(level: ApprovalLevel): DecidingLevel | null {
  return (APPROVAL_LEVELS[APPROVAL_LEVELS.indexOf(level) + 1] as DecidingLevel | undefined) ?? null;
}

/** Whether one level may decide what another is asked for. */
export function reaches(level: ApprovalLevel, needed: ApprovalLevel): boolean {
  return APPROVAL_LEVELS.indexOf(level) >= APPROVAL_LEVELS.indexOf(needed);
}

function levelOfScore(score: number, overrunPercent: number, policy: ApprovalPolicy): ApprovalLevel {
  if (score < policy.automatic.below && overrunPercent <= policy.automatic.overrunPercent) return 'automatic';
  if (score < policy.below.manager) return 'manager';
  return score < policy.below.director ? 'director' : 'executive';
}

function higher(a: ApprovalLevel, b: ApprovalLevel): ApprovalLevel {
  return reaches(a, b) ? a : b;
}
