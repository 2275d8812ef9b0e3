import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Destination } from '#shared/contract/destinations.ts';
import { Notifier } from '#main/notifications/queue.ts';
import type { Notice } from '#main/notifications/destinations.ts';

const notice: Notice = {
  title: 'Payments at 91 %',
  text: 'Payments <Acme & Co> has spent USD 9,120.00.',
  severity: 'critical',
};
const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function portOf(server: Server | TcpServer): number {
  return (server.address() as AddressInfo).port;
}

async function listen<Kind extends Server | TcpServer>(server: Kind): Promise<Kind> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return server;
}

/** A web server that answers the given statuses in turn, then 200, and keeps what it was sent. */
async function webServer(statuses: readonly number[] = []) {
  const bodies: string[] = [];
  const left = [...statuses];
  const answer = async (request: IncomingMessage) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    bodies.push(body);
    return left.shift() ?? 200;
  };
  const server = await listen(
    createHttpServer((request, response) => {
      void answer(request).then((status) =>
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('ok'),
      );
    }),
  );
  return { bodies, url: `http://127.0.0.1:${portOf(server)}/services/hook` };
}

/** As much of a mail server as a client needs to hand over one message after the other. */
async function mailServer() {
  const messages: string[] = [];
  const server = await listen(createTcpServer((socket) => converse(socket, messages)));
  return { messages, port: portOf(server) };
}

function converse(socket: Socket, messages: string[]): void {
  let buffer = '';
  let message: string | null = null;
  socket.write('220 test ESMTP\r\n');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8');
    for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (message === null) {
        if (line === 'DATA') message = '';
        socket.write(line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
      } else if (line === '.') {
        messages.push(message);
        message = null;
        socket.write('250 taken\r\n');
      } else message += `${line}\n`;
    }
  });
}

function webhook(url: string, change: Partial<Destination> = {}): Destination {
  return {
    kind: 'webhook',
    id: 'slack',
    enabled: true,
    minimumSeverity: 'warning',
    url,
    ...change,
  } as Destination;
}

function notifierFor(
  destinations: readonly Destination[],
  backOffMs: readonly number[] = [5, 5, 5],
): Notifier {
  const notifier = new Notifier({ destinations: () => destinations, backOffMs });
  open.push(notifier);
  return notifier;
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !condition(); attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
}

describe('a webhook', () => {
  it('gets the message in the form Slack reads, and nothing else', async () => {
    const { bodies, url } = await webServer();
    const notifier = notifierFor([webhook(url)]);
    notifier.notify(notice);
    await notifier.settle(2000);
    expect(JSON.parse(bodies[0] ?? '')).toEqual({
      text: 'Payments at 91 %\nPayments <Acme & Co> has spent USD 9,120.00.',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Payments at 91 %' } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: 'Payments &lt;Acme &amp; Co&gt; has spent USD 9,120.00.' },
        },
      ],
    });
    expect(notifier.states()[0]).toMatchObject({ sent: 1, waiting: 0, failure: null });
  });

  it('is tried again after failures, in order, and recovers', async () => {
    const { bodies, url } = await webServer([500, 503]);
    const notifier = notifierFor([webhook(url)]);
    notifier.notify(notice);
    notifier.notify({ ...notice, title: 'Second' });
    await notifier.settle(2000);
    expect(notifier.states()[0]).toMatchObject({
      waiting: 2,
      failure: 'the webhook answered 500 Internal Server Error',
    });
    await until(() => notifier.states()[0]?.sent === 2);
    expect(bodies.map((body) => (JSON.parse(body) as { text: string }).text.split('\n')[0])).toEqual([
      'Payments at 91 %',
      'Payments at 91 %',
      'Payments at 91 %',
      'Second',
    ]);
    expect(notifier.states()[0]?.failure).toBeNull();
  });

  it('shows why it fails, and gives a message up in the end without stopping the rest', async () => {
    const notifier = notifierFor([webhook('http://127.0.0.1:9/')], [1, 1]);
    notifier.notify(notice);
    await until(() => notifier.states()[0]?.givenUp === 1);
    expect(notifier.states()[0]).toMatchObject({ waiting: 0, sent: 0, target: '127.0.0.1:9' });
    expect(notifier.states()[0]?.failure).toContain('fetch failed');
  });

  it('is never followed to another address', async () => {
    const { bodies, url } = await webServer([302]);
    const notifier = notifierFor([webhook(url)], []);
    notifier.notify(notice);
    await until(() => notifier.states()[0]?.givenUp === 1);
    expect(bodies).toHaveLength(1);
  });

  it('gets only what is severe enough, and nothing while it is switched off', async () => {
    const { bodies, url } = await webServer();
    const notifier = notifierFor([webhook(url), webhook(url, { id: 'off', enabled: false })]);
    notifier.notify({ ...notice, severity: 'info' });
    notifier.notify(notice);
    await notifier.settle(2000);
    expect(bodies).toHaveLength(1);
  });

  it('drops the oldest messages rather than growing without bound while it is down', () => {
    const notifier = notifierFor([webhook('http://127.0.0.1:9/')], [60_000]);
    for (let count = 0; count < 150; count += 1) notifier.notify(notice);
    expect(notifier.states()[0]).toMatchObject({ waiting: 100, givenUp: 50 });
  });
});

describe('a mail server', () => {
  it('gets the message over SMTP', async () => {
    const { messages, port } = await mailServer();
    const destination: Destination = {
      kind: 'email',
      id: 'mail',
      enabled: true,
      minimumSeverity: 'warning',
      host: '127.0.0.1',
      port,
      secure: false,
      from: 'headroom@example.com',
      to: ['ada@example.com'],
    };
    const notifier = notifierFor([destination]);
    notifier.notify(notice);
    await notifier.settle(5000);
    expect(messages[0]).toContain('To: ada@example.com');
    expect(messages[0]).toContain('Subject: [Headroom] Payments at 91 %');
    expect(messages[0]).toContain('has spent USD 9,120.00.');
  });
});

describe('without destinations', () => {
  it('nothing is delivered and nothing is waited for', async () => {
    let attempts = 0;
    const notifier = new Notifier({
      destinations: () => [],
      deliver: () => {
        attempts += 1;
        return Promise.resolve();
      },
    });
    notifier.notify(notice);
    await notifier.settle(1000);
    expect(attempts).toBe(0);
    expect(notifier.states()).toEqual([]);
  });
});
