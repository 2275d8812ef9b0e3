import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KEPT_PASSWORD, type Destination } from '#shared/contract/destinations.ts';
import { createBackend, type Backend } from '#main/backend.ts';
import {
  accountOf,
  passwordsInFile,
  passwordsInMemory,
  withPassword,
  type Passwords,
} from '#main/notifications/passwords.ts';
import { openTestStore, temporaryFolder, testClock } from '../../support/workspace.ts';

const SECRET = 'correct horse battery staple';

const mail = (change: Partial<Extract<Destination, { kind: 'email' }>> = {}) => ({
  kind: 'email' as const,
  id: 'mail',
  enabled: true,
  minimumSeverity: 'warning' as const,
  host: 'mail.example.com',
  port: 587,
  secure: false,
  user: 'ada',
  password: SECRET,
  from: 'headroom@example.com',
  to: ['ada@example.com'],
  ...change,
});

function prepared(passwords: Passwords): { backend: Backend; file: string } {
  const file = join(temporaryFolder(), 'w.headroom');
  const store = openTestStore(file);
  const clock = testClock();
  return { file, backend: createBackend({ store, clock, passwords, version: 'test', actor: 'tester' }) };
}

describe('the password of a mail server', () => {
  it('stands in no answer, audit entry or undo step, and in no byte of the workspace or its backup', async () => {
    const { backend, file } = prepared(passwordsInMemory());
    const client = backend.client('rest');
    const answers: unknown[] = [
      await client.settings.set({ destinations: [mail()], dryRun: true }),
      await client.settings.set({ destinations: [mail()] }),
      await client.settings.get({}),
      await client.history.undo({}),
      await client.history.redo({}),
      await client.audit.list({}),
      await client.history.list({}),
      await client.alerts.destinations({}),
    ];
    expect(JSON.stringify(answers)).not.toContain(SECRET);
    const copy = join(temporaryFolder(), 'copy.headroom');
    await backend.client('cli').workspace.backup({ file: copy });
    for (const path of [copy, file, `${file}-wal`]) expect(readFileSync(path).includes(SECRET)).toBe(false);
  });

  it('is kept when an answer is sent back, and used for its own account only', async () => {
    const passwords = passwordsInMemory();
    const client = prepared(passwords).backend.client('rest');
    await client.settings.set({ destinations: [mail()] });
    const { data } = await client.settings.get({});
    expect(data.destinations).toEqual([mail({ password: KEPT_PASSWORD })]);
    await client.settings.set({ destinations: data.destinations as Destination[] });
    expect(withPassword(mail({ password: KEPT_PASSWORD }), passwords).password).toBe(SECRET);
    expect(() => withPassword(mail({ password: KEPT_PASSWORD, host: 'evil.test' }), passwords)).toThrow(
      'the password of ada@evil.test:587 is not known on this machine; state it in the settings',
    );
  });

  it('is not kept by a dry run', async () => {
    const passwords = passwordsInMemory();
    await prepared(passwords)
      .backend.client('rest')
      .settings.set({ destinations: [mail()], dryRun: true });
    expect(passwords.of(accountOf(mail()))).toBeUndefined();
  });

  it('lies in a file that only its owner reads, beside those of other accounts', () => {
    const file = join(temporaryFolder(), 'folder', 'mail-passwords.json');
    passwordsInFile(file).keep('a@x:1', 'one');
    passwordsInFile(file).keep('b@x:1', 'two');
    expect([passwordsInFile(file).of('a@x:1'), passwordsInFile(file).of('b@x:1')]).toEqual(['one', 'two']);
    expect(passwordsInFile(file).of('c@x:1')).toBeUndefined();
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['mail-passwords.json']);
  });
});
