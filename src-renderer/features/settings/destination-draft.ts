import { KEPT_PASSWORD, type Destination } from '#shared/contract/destinations.ts';
import type { Severity } from '#shared/domain/alert.ts';

type Email = Extract<Destination, { kind: 'email' }>;

/** A destination as its form holds it: the fields of both kinds, a password only where one is typed. */
export interface DestinationDraft {
  readonly id: string;
  readonly kind: Destination['kind'];
  readonly minimumSeverity: Severity;
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
  readonly from: string;
  readonly to: string;
}

/** What a form refuses, by field. */
export type DestinationProblems = Partial<
  Readonly<Record<'id' | 'url' | 'password' | 'from' | 'to', string>>
>;

export const EMPTY_DESTINATION: DestinationDraft = {
  ...{ id: '', kind: 'webhook', minimumSeverity: 'warning', url: '' },
  ...{ host: '', port: 587, secure: false, user: '', password: '', from: '', to: '' },
};

/** The port on which a mail server expects an encrypted connection from the first byte. */
const SECURE_PORT = 465;
const MOST_RECEIVERS = 20;
const MAIL_ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/;

/** A port, and how one speaks to it unless somebody says otherwise. */
export function portFields(port: number): Pick<DestinationDraft, 'port' | 'secure'> {
  return { port, secure: port === SECURE_PORT };
}

export function draftOf(stored: Destination): DestinationDraft {
  const { id, kind, minimumSeverity } = stored;
  const fields = { ...EMPTY_DESTINATION, id, kind, minimumSeverity };
  if (stored.kind === 'webhook') return { ...fields, url: stored.url };
  const { host, port, secure, user = '', from, to } = stored;
  return { ...fields, host, port, secure, user, from, to: to.join(', ') };
}

/** Whether a password is stored with a destination, which is never shown. */
export function hasPassword(stored: Destination | undefined): boolean {
  return stored?.kind === 'email' && stored.password === KEPT_PASSWORD;
}

/** What is wrong with a draft, by field; nothing where it can be kept. `taken`: the names of the other destinations. */
export function problemsOf(
  draft: DestinationDraft,
  stored: Destination | undefined,
  taken: readonly string[],
): DestinationProblems {
  const id = taken.includes(draft.id.trim()) ? { id: 'Another destination has this name.' } : {};
  if (draft.kind === 'webhook')
    return {
      ...id,
      ...(!/^https?:\/\/[^\s/]/i.test(draft.url.trim()) && { url: 'Write an http or https address.' }),
    };
  const receivers = receiversOf(draft);
  const wrong = receivers.find((address) => !MAIL_ADDRESS.test(address));
  return {
    ...id,
    ...(isOtherAccount(draft, stored) && {
      password: 'The one that is stored belongs to another server or user: type this one’s.',
    }),
    ...(!MAIL_ADDRESS.test(draft.from.trim()) && { from: 'Write a mail address.' }),
    ...(receivers.length === 0 && { to: 'Write at least one mail address.' }),
    ...(receivers.length > MOST_RECEIVERS && { to: `At most ${MOST_RECEIVERS} addresses.` }),
    ...(wrong !== undefined && { to: `“${wrong}” is no mail address.` }),
  };
}

/** Whether a draft goes on with a stored password that is kept for somewhere else. */
function isOtherAccount(draft: DestinationDraft, stored: Destination | undefined): boolean {
  if (draft.user === '' || draft.password !== '' || !hasPassword(stored)) return false;
  const { user = '', host, port } = stored as Email;
  return draft.user !== user || draft.host.trim() !== host || draft.port !== port;
}

/** A draft as the settings keep it; without a name it gets the first free number, without a typed password it keeps the stored one. */
export function destinationOf(
  draft: DestinationDraft,
  stored: Destination | undefined,
  taken: readonly string[],
): Destination {
  const { kind, minimumSeverity, url, host, port, secure, user, password, from } = draft;
  const id = draft.id.trim() === '' ? freeName(kind, taken) : draft.id.trim();
  const fields = { id, enabled: stored?.enabled ?? true, minimumSeverity };
  if (kind === 'webhook') return { kind, ...fields, url: url.trim() };
  return {
    kind,
    ...fields,
    ...{ host: host.trim(), port, secure, from: from.trim() },
    ...(user !== '' && { user }),
    ...(user !== '' && password !== '' && { password }),
    ...(user !== '' && password === '' && hasPassword(stored) && { password: KEPT_PASSWORD }),
    to: receiversOf(draft),
  };
}

/** The name that a destination without one gets. */
export function freeName(kind: Destination['kind'], taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

function receiversOf({ to }: DestinationDraft): string[] {
  return to.split(/[,;\s]+/).filter((address) => address !== '');
}
