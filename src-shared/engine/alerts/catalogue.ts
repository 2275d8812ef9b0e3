import type { AlertBasis, AlertDriver, Severity } from '../../domain/alert.ts';

/** A recommendation and when it is given. Conditions that are left out always hold. */
export interface CatalogueEntry {
  /** `{value}` and `{dimension}` stand for the driver that matched. */
  readonly text: string;
  readonly severities?: readonly Severity[] | undefined;
  readonly bases?: readonly AlertBasis[] | undefined;
  /** A driver of this dimension is needed; `contains` are words of which its value has one, whatever the case. */
  readonly driver?:
    { readonly dimension: string; readonly contains?: readonly string[] | undefined } | undefined;
}

/** Recommended actions as data, which a workspace may edit; the first entries are given first. */
export type ActionCatalogue = readonly CatalogueEntry[];

/** More than this many nobody reads. */
const MOST_ACTIONS = 5;

/**
 * The actions for an alert, in the catalogue's order: first those that fit one of its drivers (the strongest driver
 * first), then the general ones. At most five, none twice.
 *
 * @example actionsFor([{ text: 'Rightsize {value}', driver: { dimension: 'service' } }], 'warning', 'actual', [ec2])
 *   // ['Rightsize Amazon EC2']
 */
export function actionsFor(
  catalogue: ActionCatalogue,
  severity: Severity,
  basis: AlertBasis,
  drivers: readonly AlertDriver[],
): string[] {
  const fitting = catalogue.filter(
    (entry) =>
      (entry.severities === undefined || entry.severities.includes(severity)) &&
      (entry.bases === undefined || entry.bases.includes(basis)),
  );
  const specific = drivers.flatMap((driver) =>
    fitting.filter((entry) => matches(entry, driver)).map((entry) => fill(entry.text, driver)),
  );
  const general = fitting.filter((entry) => entry.driver === undefined).map(({ text }) => text);
  // Two of the general ones always have room: what to decide matters beside what to technically do.
  const room = MOST_ACTIONS - Math.min(2, general.length);
  return [...new Set([...new Set(specific)].slice(0, room).concat(general))].slice(0, MOST_ACTIONS);
}

/** What is untagged can be asked for; of charges without a service or a region there is nothing to say by its name. */
const NAMED_BY_TAGS: ReadonlySet<string> = new Set(['team']);

function matches({ driver: wanted }: CatalogueEntry, driver: AlertDriver): boolean {
  if (wanted === undefined || wanted.dimension !== driver.dimension) return false;
  if (driver.value === '' && !NAMED_BY_TAGS.has(driver.dimension)) return false;
  const value = driver.value.toLowerCase();
  return wanted.contains === undefined || wanted.contains.some((word) => value.includes(word.toLowerCase()));
}

function fill(text: string, driver: AlertDriver): string {
  return text
    .replaceAll('{value}', driver.value === '' ? 'untagged' : driver.value)
    .replaceAll('{dimension}', driver.dimension);
}

const compute = ['ec2', 'compute', 'virtual machine', 'instance', 'vm'];
const containers = ['kubernetes', 'eks', 'gke', 'aks', 'container', 'fargate'];
const serverless = ['lambda', 'functions', 'cloud run'];
const databases = ['rds', 'sql', 'aurora', 'database', 'dynamo', 'cosmos', 'spanner', 'redis', 'elasticache'];
const storage = ['s3', 'storage', 'blob', 'ebs', 'disk', 'backup', 'snapshot', 'efs'];
const network = [
  'transfer',
  'bandwidth',
  'network',
  'vpc',
  'nat',
  'cloudfront',
  'cdn',
  'load balan',
  'egress',
];
const analytics = ['bigquery', 'redshift', 'athena', 'synapse', 'snowflake', 'databricks', 'emr', 'glue'];
const learning = ['sagemaker', 'bedrock', 'vertex', 'openai', 'machine learning', 'gpu', 'ai '];
const observation = ['cloudwatch', 'monitor', 'logging', 'log analytics', 'datadog'];
const pressing: readonly Severity[] = ['warning', 'critical'];

/** The recommendations of a workspace that has not written its own. */
export const DEFAULT_CATALOGUE: ActionCatalogue = [
  serviceAction(
    compute,
    'Stop idle and rightsize oversized instances of {value}; schedule non-production to office hours.',
  ),
  serviceAction(
    compute,
    'Check commitment coverage of {value}: move steady use to a savings plan or reservation, interruptible work to spot.',
    pressing,
  ),
  serviceAction(
    containers,
    'Lower requests to measured use and let the node pools of {value} scale down; look for abandoned clusters.',
  ),
  serviceAction(serverless, 'Look for runaway retries and oversized memory in {value}; cap concurrency.'),
  serviceAction(
    databases,
    'Rightsize {value}, stop unused replicas and test databases, and reserve what runs all year.',
  ),
  serviceAction(
    storage,
    'Set lifecycle rules on {value}: colder tiers, expiry of old snapshots and versions, deletion of unattached volumes.',
  ),
  serviceAction(
    network,
    'Find the path of the traffic behind {value}: cross-zone and NAT transfer, missing private endpoints, uncached downloads.',
  ),
  serviceAction(
    analytics,
    'Set query and slot limits on {value}; partition the tables that are scanned most.',
  ),
  serviceAction(learning, 'Stop idle endpoints and notebooks of {value}; set a token or GPU quota per team.'),
  serviceAction(observation, 'Shorten retention and lower log levels in {value}; drop metrics nobody reads.'),
  {
    text: 'Compare rate and volume of {value} with last month: a price change needs a commitment, a volume change its owner.',
    severities: pressing,
    driver: { dimension: 'service' },
  },
  {
    text: 'Ask the owner of {value} what changed and until when; attach the answer to this alert.',
    severities: pressing,
    driver: { dimension: 'team' },
  },
  {
    text: 'Check that {value} is a region you mean to run in; stop what was left behind there.',
    severities: pressing,
    driver: { dimension: 'region' },
  },
  {
    text: 'Watch the pace: nothing needs doing as long as spend stays on plan.',
    severities: ['info'],
    bases: ['actual'],
  },
  {
    text: 'Review the open savings recommendations of the three drivers and set a date for each.',
    severities: ['warning'],
  },
  {
    text: 'Run the forecast with the planned changes of the coming months before it is relied on.',
    severities: ['warning'],
    bases: ['forecast', 'probability'],
  },
  {
    text: 'Request approval to raise or to exceed the budget now, while there is time to decide.',
    severities: ['critical'],
  },
  {
    text: 'Request approval early, or move unallocated money of the parent here.',
    severities: ['warning'],
    bases: ['forecast', 'probability'],
  },
  {
    text: 'Freeze new non-production resources until the outlook is back under the budget.',
    severities: ['critical'],
  },
  {
    text: 'Look for an anomaly: a step or spike in the trend that no planned change explains.',
    severities: ['critical'],
    bases: ['actual'],
  },
];

function serviceAction(
  contains: readonly string[],
  text: string,
  severities?: readonly Severity[],
): CatalogueEntry {
  return { text, severities, driver: { dimension: 'service', contains } };
}
