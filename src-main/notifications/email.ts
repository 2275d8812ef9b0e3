import type { Destination } from '#shared/contract/destinations.ts';
import type { Notice } from './destinations.ts';

const TIMEOUT_MS = 10_000;

/** Sends a notice through the configured mail server; nothing is read from files or addresses on the way. */
export async function sendEmail(
  destination: Extract<Destination, { kind: 'email' }>,
  { title, text }: Notice,
): Promise<void> {
  const { host, port, secure, user, password, from, to } = destination;
  // Loaded where a mail is sent: most workspaces send none, and every start would wait for it.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    secure,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, to: [...to], subject: `[Headroom] ${title}`, text });
  } finally {
    transport.close();
  }
}
