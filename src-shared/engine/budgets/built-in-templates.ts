import type { BudgetTemplate, TemplateParameter } from './templates.ts';

const NAME: TemplateParameter = {
  name: 'name',
  label: 'Name of the organization',
  kind: 'text',
  default: 'Our company',
};
const AMOUNT: TemplateParameter = {
  name: 'amount',
  label: 'Amount of the year',
  kind: 'amount',
  default: '120000',
};
const START: TemplateParameter = {
  name: 'startMonth',
  label: 'First month, or fiscal year',
  kind: 'month',
  default: '',
};

/** The templates that every workspace has. */
export const BUILT_IN_TEMPLATES: readonly BudgetTemplate[] = [
  {
    name: 'start-up',
    title: 'Start-up',
    description:
      'One budget for everything, with production and development held apart and a reserve left unallocated.',
    parameters: [NAME, AMOUNT, START],
    root: {
      name: '{name}',
      type: 'organization',
      children: [
        {
          name: 'Production',
          type: 'project',
          percent: 60,
          pins: { dimension: 'environment', values: ['production', 'prod'] },
        },
        {
          name: 'Development',
          type: 'project',
          percent: 25,
          pins: { dimension: 'environment', values: ['development', 'dev', 'test', 'staging'] },
        },
      ],
    },
  },
  {
    name: 'enterprise-by-team',
    title: 'Enterprise by team',
    description:
      'A budget for each team, equal parts of 90 percent of the amount; the rest stays unallocated.',
    parameters: [
      NAME,
      AMOUNT,
      START,
      {
        name: 'teams',
        label: 'Teams, parted by commas (empty: those in the data)',
        kind: 'text',
        default: '',
      },
    ],
    root: {
      name: '{name}',
      type: 'organization',
      children: [
        {
          name: 'Teams',
          type: 'organization',
          percent: 90,
          children: [{ name: 'Team', type: 'team', each: { dimension: 'team', parameter: 'teams' } }],
        },
      ],
    },
  },
  {
    name: 'by-environment',
    title: 'By environment',
    description: 'Production, staging, development and test as four budgets of one organization.',
    parameters: [NAME, AMOUNT, START],
    root: {
      name: '{name}',
      type: 'organization',
      children: [
        {
          name: 'Production',
          type: 'project',
          percent: 65,
          pins: { dimension: 'environment', values: ['production', 'prod'] },
        },
        {
          name: 'Staging',
          type: 'project',
          percent: 15,
          pins: { dimension: 'environment', values: ['staging', 'stage'] },
        },
        {
          name: 'Development',
          type: 'project',
          percent: 15,
          pins: { dimension: 'environment', values: ['development', 'dev'] },
        },
        {
          name: 'Test',
          type: 'project',
          percent: 5,
          pins: { dimension: 'environment', values: ['test', 'qa'] },
        },
      ],
    },
  },
  {
    name: 'by-provider',
    title: 'By provider',
    description: 'A budget for each cloud provider, in equal parts.',
    parameters: [
      NAME,
      AMOUNT,
      START,
      {
        name: 'providers',
        label: 'Providers, parted by commas (empty: those in the data)',
        kind: 'text',
        default: '',
      },
    ],
    root: {
      name: '{name}',
      type: 'organization',
      children: [
        { name: 'Provider', type: 'project', each: { dimension: 'provider', parameter: 'providers' } },
      ],
    },
  },
  {
    name: 'cost-centre-ledger',
    title: 'Cost-centre ledger',
    description: 'A budget for each cost centre of the ledger, in equal parts.',
    parameters: [
      NAME,
      AMOUNT,
      START,
      {
        name: 'costCentres',
        label: 'Cost centres, parted by commas (empty: those in the data)',
        kind: 'text',
        default: '',
      },
    ],
    root: {
      name: '{name}',
      type: 'organization',
      children: [
        { name: 'Cost centre', type: 'team', each: { dimension: 'costCenter', parameter: 'costCentres' } },
      ],
    },
  },
  {
    name: 'from-history',
    title: 'From the last twelve months',
    description:
      'A budget for each value of a dimension: what it cost in the last twelve complete months, plus growth.',
    parameters: [
      NAME,
      { name: 'by', label: 'Dimension', kind: 'dimension', default: 'team' },
      { name: 'growth', label: 'Growth in percent', kind: 'percent', default: '10' },
      START,
    ],
    fromHistory: true,
    root: {
      name: '{name}',
      type: 'organization',
      children: [{ name: 'Value', type: 'project', each: { dimension: '{by}', parameter: 'values' } }],
    },
  },
];
