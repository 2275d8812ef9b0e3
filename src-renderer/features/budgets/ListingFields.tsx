import type { ReactNode } from 'react';
import { ActionIcon, Autocomplete, Button, Popover, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { BUDGET_STATUSES, BUDGET_TYPES } from '#shared/domain/budget.ts';
import { ORDERS, type ChangeListing, type Listing } from './use-listing.ts';

/** Inside of the popover, which closes when something outside of it is pressed. */
const IN_POPOVER = { withinPortal: false } as const;

/** What narrows the budgets: name and outlook at hand, the rest and the order behind a button. */
export function ListingFields({
  listing,
  owners,
  onChange,
}: {
  readonly listing: Listing;
  /** Owners that are offered; any other can be typed. */
  readonly owners: readonly string[];
  readonly onChange: ChangeListing;
}): ReactNode {
  return (
    <div className="row filters">
      <TextInput
        aria-label="Filter budgets"
        placeholder="Filter by name or id"
        value={listing.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        className="filter-text"
      />
      <Select
        aria-label="Filter by outlook"
        placeholder="Any outlook"
        clearable
        data={[...BUDGET_STATUSES]}
        value={listing.outlook}
        onChange={(outlook) => onChange({ outlook })}
        className="filter-outlook"
      />
      <Popover position="bottom-start" trapFocus withinPortal width={240}>
        <Popover.Target>
          <Button variant="subtle" className="filter-more">
            Filter
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Filter and order">
          <MoreFields {...{ listing, owners, onChange }} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

function MoreFields({
  listing,
  owners,
  onChange,
}: {
  readonly listing: Listing;
  readonly owners: readonly string[];
  readonly onChange: ChangeListing;
}): ReactNode {
  return (
    <div className="stack tight">
      <Select
        label="Type"
        placeholder="any"
        clearable
        data={[...BUDGET_TYPES]}
        value={listing.type}
        onChange={(type) => onChange({ type })}
        comboboxProps={IN_POPOVER}
      />
      <Select
        label="Status"
        placeholder="any"
        clearable
        data={[...BUDGET_STATUSES]}
        value={listing.status}
        onChange={(status) => onChange({ status })}
        comboboxProps={IN_POPOVER}
      />
      <Autocomplete
        label="Owner"
        placeholder="anybody"
        data={[...owners]}
        value={listing.owner}
        onChange={(owner) => onChange({ owner })}
        comboboxProps={IN_POPOVER}
      />
      <Select
        label="Order"
        placeholder="outlook, worst first"
        clearable
        data={[...ORDERS]}
        value={listing.sort}
        onChange={(sort) => onChange({ sort })}
        comboboxProps={IN_POPOVER}
      />
    </div>
  );
}

/** What is set behind the button, each with a way to drop it; nothing where nothing is. */
export function ListingChips({
  listing,
  onChange,
}: {
  readonly listing: Listing;
  readonly onChange: ChangeListing;
}): ReactNode {
  const { type, status, owner, sort } = listing;
  const order = ORDERS.find(({ value }) => value === sort)?.label;
  const chips = [
    { word: 'Type', text: type, without: 'Any type', none: { type: null } },
    { word: 'Status', text: status, without: 'Any status', none: { status: null } },
    { word: 'Owner', text: owner, without: 'Any owner', none: { owner: '' } },
    { word: 'Order', text: order, without: 'The usual order', none: { sort: null } },
  ].filter(({ text }) => text !== undefined && text !== null && text !== '');
  if (chips.length === 0) return null;
  return (
    <div className="row filter-chips" role="group" aria-label="What is listed">
      {chips.map(({ word, text, without, none }) => (
        <span key={word} className="chip">
          {word}: {text}
          <ActionIcon size={24} aria-label={without} onClick={() => onChange(none)}>
            <X size={14} />
          </ActionIcon>
        </span>
      ))}
    </div>
  );
}
