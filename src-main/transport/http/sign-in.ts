import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeadroomError } from '#shared/contract/errors.ts';
import { readJsonBody, type BodyLimits } from './body.ts';
import { guardPage } from './guards.ts';
import type { PageFile } from '../page/page-files.ts';
import type { Session } from './session.ts';

const HTML = 'text/html; charset=utf-8';

/** What a browser gets that is not a member of the session yet. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Headroom</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <main>
      <h1>Headroom</h1>
      <p id="message">Open the address that Headroom printed at its start: it carries the key to this page.</p>
      <noscript>Headroom needs JavaScript to run.</noscript>
    </main>
    <script src="/sign-in.js"></script>
__EARLY__  </body>
</html>
`;

/**
 * Exchanges the token in the address's fragment, which never leaves the browser by itself, for the cookie. In the application's
 * own page, where it is already exchanged, it only takes the token out of the address.
 */
const SCRIPT = `'use strict';
(() => {
  const token = /^#token=([0-9a-f]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  history.replaceState(null, '', location.pathname);
  const message = document.getElementById('message');
  if (message === null) return;
  message.textContent = 'Opening…';
  fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-headroom': '1' },
    body: JSON.stringify({ token }),
  }).then(
    (answer) => {
      if (answer.ok) location.reload();
      else message.textContent = 'This address is of an earlier start; open the one that Headroom printed last.';
    },
    () => {
      message.textContent = 'Headroom does not answer; check that it still runs.';
    },
  );
})();
`;

export const SIGN_IN_SCRIPT: PageFile = {
  type: 'text/javascript; charset=utf-8',
  content: Buffer.from(SCRIPT),
};

/**
 * The page that exchanges the token. While it does, the browser already fetches the scripts and styles that the application's
 * own page names, which are no secret.
 */
export function signInPage(application: PageFile | undefined): PageFile {
  const text = application?.content.toString('utf8') ?? '';
  const early = [
    ...text.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="(\.\/assets\/[^"]+\.(js|css))"/g),
  ].map(
    ([, path, kind]) =>
      `    <link rel="preload" as="${kind === 'js' ? 'script' : 'style'}" crossorigin href="${path}" />\n`,
  );
  return { type: HTML, content: Buffer.from(PAGE.replace('__EARLY__', early.join(''))) };
}

/** The application's page with the script that cleans its address, before any other script. */
export function withSignInScript(page: PageFile): PageFile {
  const text = page.content
    .toString('utf8')
    .replace('<head>', '<head>\n    <script src="/sign-in.js"></script>');
  return { ...page, content: Buffer.from(text) };
}

/** `POST /session`: the token for the cookie. Throws `unauthorized` for a wrong one. */
export async function signIn(
  request: IncomingMessage,
  response: ServerResponse,
  session: Session,
  limits: BodyLimits,
): Promise<void> {
  if (request.method !== 'POST')
    throw new HeadroomError('method_not_allowed', 'The session starts by POST.', { allow: ['POST'] });
  guardPage(request);
  const body = await readJsonBody(request, limits);
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (typeof token !== 'string' || !session.accepts(token))
    throw new HeadroomError('unauthorized', 'The token is missing or wrong.');
  response.writeHead(204, { 'Set-Cookie': session.setCookie });
  response.end();
}
