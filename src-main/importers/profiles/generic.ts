import type { Profile } from '../profile.ts';
export const generic: Profile = {
  name: 'generic',
  title: 'Any table',
  replaces: false,
  match: () => undefined,
};
