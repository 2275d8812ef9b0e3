import { expect, it } from 'vitest';
import { PROFILE_NAMES, profileTitle } from '#shared/domain/import.ts';
import { GENERIC, PROFILES } from '#main/importers/profiles/index.ts';

it('offers every reader of exports by its name and in words', () => {
  expect(PROFILE_NAMES).toEqual([...PROFILES, GENERIC].map(({ name }) => name));
  expect(PROFILE_NAMES.filter((name) => profileTitle(name) === name)).toEqual([]);
});
