import type { Destination } from '#shared/contract/destinations.ts';
import type { Notice } from './destinations.ts';

const TIMEOUT_MS = 10_000;

/** The body that Slack and those that imitate it accept. */
export function webhookBody({ title, text }: Notice): string {
  return JSON.stringify({
    text: `${title}\n${text}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title.slice(0, 150) } },
      { type: 'section', text: { type: 'mrkdwn', text: escapeMarkup(text).slice(0, 3000) } },
    ],
  });
}

/** Posts a notice to the configured address only: a redirection to another is an error. */
export async function sendWebhook(
  destination: Extract<Destination, { kind: 'webhook' }>,
  notice: Notice,
): Promise<void> {
  const response = await fetch(destination.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: webhookBody(notice),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the webhook answered ${response.status} ${response.statusText}`.trim());
}

/** Slack reads these three characters as markup. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
