import { describe, expect, it } from 'vitest';
import { destinationsSchema, KEPT_PASSWORD, type Destination } from '#shared/contract/destinations.ts';
import {
  destinationOf,
  draftOf,
  EMPTY_DESTINATION,
  problemsOf,
} from '../../../src-renderer/features/settings/destination-draft.ts';

const MAIL: Destination = {
  ...{ kind: 'email', id: 'finance', enabled: false, minimumSeverity: 'critical' },
  ...{ host: 'mail.acme.test', port: 465, secure: false, user: 'kim', password: KEPT_PASSWORD },
  ...{ from: 'headroom@acme.test', to: ['a@acme.test', 'b@acme.test'] },
};
const HOOK: Destination = {
  ...{ kind: 'webhook', id: 'ops', enabled: true, minimumSeverity: 'info', url: 'https://acme.test/hook' },
};

describe('a destination in its form', () => {
  it.each([MAIL, HOOK])('comes back as it was: $kind', (stored) => {
    expect(problemsOf(draftOf(stored), stored, [])).toEqual({});
    expect(destinationOf(draftOf(stored), stored, [])).toEqual(stored);
  });

  it('keeps a stored password unless one is typed or nobody signs in', () => {
    const draft = draftOf(MAIL);
    expect(destinationOf({ ...draft, password: 'new' }, MAIL, [])).toMatchObject({ password: 'new' });
    expect(destinationOf({ ...draft, user: '' }, MAIL, [])).not.toHaveProperty('password');
    const { password: _none, ...open } = MAIL;
    expect(destinationOf(draftOf(open), open, [])).not.toHaveProperty('password');
  });

  it('asks for the password of another server, port or user', () => {
    for (const other of [{ host: 'mail.other.test' }, { port: 587 }, { user: 'ada' }]) {
      const draft = { ...draftOf(MAIL), ...other };
      expect(problemsOf(draft, MAIL, [])).toHaveProperty('password');
      expect(problemsOf({ ...draft, password: 'new' }, MAIL, [])).toEqual({});
    }
    expect(problemsOf({ ...draftOf(MAIL), user: '' }, MAIL, [])).toEqual({});
  });

  it('names what the settings would refuse', () => {
    const mail = { ...EMPTY_DESTINATION, kind: 'email', host: 'h', from: 'a@b', to: 'c@d' } as const;
    expect(problemsOf(mail, undefined, [])).toEqual({});
    const many = Array.from({ length: 21 }, (_, index) => `p${index}@acme.test`).join(' ');
    for (const [draft, field] of [
      [EMPTY_DESTINATION, 'url'],
      [{ ...EMPTY_DESTINATION, url: 'ftp://acme.test' }, 'url'],
      [{ ...EMPTY_DESTINATION, url: 'https://acme.test', id: 'ops' }, 'id'],
      [{ ...mail, from: 'kim' }, 'from'],
      [{ ...mail, to: ' ' }, 'to'],
      [{ ...mail, to: 'kim' }, 'to'],
      [{ ...mail, to: many }, 'to'],
    ] as const) {
      expect(Object.keys(problemsOf(draft, undefined, ['ops']))).toEqual([field]);
      const made = [HOOK, destinationOf(draft, undefined, ['ops'])];
      expect(destinationsSchema.safeParse(made).success).toBe(false);
    }
  });

  it('gets the first free name of its kind where it has none', () => {
    const draft = { ...EMPTY_DESTINATION, url: 'https://acme.test/hook' };
    expect(destinationOf(draft, undefined, ['webhook-2']).id).toBe('webhook-3');
    expect(destinationOf({ ...draft, id: ' ops ' }, undefined, []).id).toBe('ops');
  });
});
