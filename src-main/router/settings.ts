import { formatAmount, parseAmount } from '#shared/domain/money.ts';
import type { Settings } from '#shared/domain/settings.ts';
import { wordsOf } from '#shared/domain/words.ts';
import type { z } from 'zod';
import type { Outputs } from '#shared/contract/contract.ts';
import type { Destination } from '#shared/contract/destinations.ts';
import type { settingsChange } from '#shared/contract/settings.ts';
import { HeadroomError } from '#shared/contract/errors.ts';
import { partPasswords } from '../notifications/passwords.ts';
import { hasManyBudgets } from '../store/counts.ts';
import { readSettings } from '../store/settings.ts';
import { answerOf, procedures, readerOf, writeFor, type RequestContext } from './context.ts';
import { thresholdAnswer } from './money.ts';
import { applySettings, type SettingsEdit } from './settings-edit.ts';
import { editSettingsAside } from './write-aside.ts';

function destinationsOf({ destinations }: Pick<Settings, 'destinations'>): readonly Destination[] {
  return (destinations as readonly Destination[] | null) ?? [];
}

function settingsAnswer(settings: Settings): Outputs['settings']['get']['data'] {
  const { thresholds, materiality, tagMapping, ...rest } = settings;
  return {
    ...rest,
    destinations: settings.destinations === null ? null : partPasswords(destinationsOf(settings)).shown,
    tagMapping: Object.fromEntries(Object.entries(tagMapping).map(([key, values]) => [key, [...values]])),
    thresholds: thresholds.map((threshold) => thresholdAnswer(threshold, settings.currency)),
    materiality: { amount: formatAmount(materiality.amount), percent: materiality.percent },
  };
}

type SettingsChange = z.output<typeof settingsChange>;

function materialityOf(change: SettingsChange): Partial<Pick<Settings, 'materiality'>> {
  if (change.materiality === undefined) return {};
  const amount = parseAmount(change.materiality.amount);
  if (amount === undefined)
    throw new HeadroomError('invalid_input', '"materiality.amount" must be an amount such as "5000".', {
      issues: [{ path: 'materiality.amount' }],
    });
  return { materiality: { amount, percent: change.materiality.percent } };
}

function checkBounds(change: SettingsChange): void {
  const bounds = change.statusBounds;
  if (bounds !== undefined && !(bounds.warning < bounds.critical && bounds.critical < bounds.exceeded)) {
    throw new HeadroomError(
      'invalid_input',
      '"statusBounds" must rise from warning over critical to exceeded.',
      { issues: [{ path: 'statusBounds' }] },
    );
  }
}

export const settings = {
  get: procedures.settings.get.handler(({ context }) => ({
    data: settingsAnswer(readSettings(readerOf(context))),
  })),
  set: procedures.settings.set.handler(async ({ input, context }) => {
    checkBounds(input);
    const { dryRun, materiality: _read, ...stated } = input;
    const { shown, passwords } = partPasswords(stated.destinations ?? []);
    const change = stated.destinations == null ? stated : { ...stated, destinations: shown };
    const edit = { ...change, ...materialityOf(input) } as SettingsEdit;
    const request = {
      operation: 'settings.set',
      label: `Change settings: ${Object.keys(change)
        .map((name) => wordsOf(name))
        .join(', ')}`,
      dryRun,
    };
    const { backend, door, actor } = context;
    const { settings: result, changes } =
      door !== 'cli' && concernsAll(edit) && hasManyBudgets(backend.store.reader)
        ? await editSettingsAside(backend, { ...request, actor, door, at: backend.clock.now() }, edit)
        : writeHere(context, request, edit);
    if (dryRun !== true && !backend.store.dryRun)
      for (const [account, password] of passwords) backend.passwords.keep(account, password);
    return answerOf(settingsAnswer(result), dryRun, changes);
  }),
};

/** Whether another value of what is set moves every budget, or how it stands. */
function concernsAll({ tagMapping, asOf, statusBounds }: SettingsEdit): boolean {
  return tagMapping !== undefined || asOf !== undefined || statusBounds !== undefined;
}

function writeHere(context: RequestContext, request: Parameters<typeof writeFor>[1], edit: SettingsEdit) {
  const { result, changes } = writeFor(context, request, (writer) => applySettings(writer, edit));
  return { settings: result, changes };
}
