import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeadroomError } from '#shared/contract/errors.ts';
import { readJsonBody, type BodyLimits } from './body.ts';
import { guardPage } from './guards.ts';
import type { PageFile } from '../page/page-files.ts';
import type { Session } from './session.ts';

/** Marks the page of whoever is not a member of the session yet. */
const STRANGER = 'data-stranger';

/**
 * Exchanges the token in the address's fragment, which never leaves the browser by itself, for the cookie, while the browser
 * still loads the application. The application waits for the promise and shows the sentence, if there is one.
 */
const SCRIPT = `'use strict';
(() => {
  const token = /^#token=([0-9a-f]+)$/.exec(location.hash)?.[1];
  if (token !== undefined) history.replaceState(null, '', location.pathname);
  if (!document.documentElement.hasAttribute('${STRANGER}')) return;
  if (token === undefined) {
    window.headroomSession = Promise.resolve(
      'Open the address that Headroom printed at its start: it carries the key to this page.',
    );
    return;
  }
  window.headroomSession = fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-headroom': '1' },
    body: JSON.stringify({ token }),
  }).then(
    (answer) =>
      answer.ok ? null : 'This address is of an earlier start; open the one that Headroom printed last.',
    () => 'Headroom does not answer; check that it still runs.',
  );
})();
`;

export const SIGN_IN_SCRIPT: PageFile = {
  type: 'text/javascript; charset=utf-8',
  content: Buffer.from(SCRIPT),
};

/** The application's page as members of the session get it, and as others do; both begin with the script above. */
export function pagesWithSignIn(page: PageFile): { readonly member: PageFile; readonly stranger: PageFile } {
  const text = page.content
    .toString('utf8')
    .replace('<head>', '<head>\n    <script src="/sign-in.js"></script>');
  return {
    member: { ...page, content: Buffer.from(text) },
    stranger: { ...page, content: Buffer.from(text.replace('<html', `<html ${STRANGER}`)) },
  };
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
