import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KEPT_PASSWORD, type Destination } from '#shared/contract/destinations.ts';

/**
 * The passwords of mail servers. They belong to a person on a machine, not to a workspace: were they in its settings, they would
 * stand in its audit log, its undo steps and every copy of it that is sent to somebody.
 */
export interface Passwords {
  of(account: string): string | undefined;
  keep(account: string, password: string): void;
}

type Email = Extract<Destination, { kind: 'email' }>;

/** The account that a password belongs to: `user@host:port`. */
export function accountOf({ user = '', host, port }: Email): string {
  return `${user}@${host}:${port}`;
}

/** Forgets everything with the process; for tests and dry runs. */
export function passwordsInMemory(): Passwords {
  const known = new Map<string, string>();
  return { of: (account) => known.get(account), keep: (account, password) => known.set(account, password) };
}

/** Keeps passwords in a file that only its owner can read; it appears whole or not at all. */
export function passwordsInFile(file: string): Passwords {
  return {
    of: (account) => readAll(file)[account],
    keep: (account, password) => {
      mkdirSync(dirname(file), { recursive: true });
      const part = `${file}.part`;
      const all = { ...readAll(file), [account]: password };
      writeFileSync(part, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
      renameSync(part, file);
    },
  };
}

function readAll(file: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    // None kept yet, or a file that is no longer JSON: each password has to be stated again.
    return {};
  }
}

/** Destinations as a workspace may hold and show them, and the passwords that were in them, by account. */
export interface Parted {
  readonly shown: readonly Destination[];
  readonly passwords: ReadonlyMap<string, string>;
}

/** Takes passwords out of destinations; a mark says where one is kept. */
export function partPasswords(destinations: readonly Destination[]): Parted {
  const passwords = new Map<string, string>();
  const shown = destinations.map((destination) => {
    if (destination.kind !== 'email' || destination.password === undefined) return destination;
    if (destination.password !== KEPT_PASSWORD) passwords.set(accountOf(destination), destination.password);
    return { ...destination, password: KEPT_PASSWORD };
  });
  return { shown, passwords };
}

/** A destination with the password that is kept for it. Throws where it is kept on another machine only. */
export function withPassword(destination: Email, passwords: Passwords): Email {
  if (destination.password !== KEPT_PASSWORD) return destination;
  const account = accountOf(destination);
  const password = passwords.of(account);
  if (password === undefined)
    throw new Error(`the password of ${account} is not known on this machine; state it in the settings`);
  return { ...destination, password };
}
