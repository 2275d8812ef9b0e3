import { chromium } from '@playwright/test';
import { expect, test } from './application.ts';

declare global {
  interface Window {
    pwned?: string;
    evaluated?: boolean;
    violations?: string[];
  }
}

test('the page runs under a policy that stops what does not belong to it', async ({ application }) => {
  const { page } = application;
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await page.evaluate(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations?.push(event.effectiveDirective),
    );
    const add = (name: string, fields: object): void => {
      document.body.append(Object.assign(document.createElement(name), fields));
    };
    add('script', { textContent: "window.pwned = 'inline'" });
    add('img', { src: 'http://evil.test/x.png' });
    add('iframe', { src: 'http://evil.test/' });
    const form = Object.assign(document.createElement('form'), {
      action: 'http://evil.test/',
      method: 'post',
    });
    document.body.append(form);
    form.submit();
    // Outside of this call, because the driver that makes it may evaluate text itself.
    setTimeout(() => {
      window.evaluated = Boolean(Reflect.apply(window.eval, window, ['1']));
    });
  });
  const stopped = () => page.evaluate(() => [...new Set(window.violations)].sort());
  await expect
    .poll(stopped)
    .toEqual(['form-action', 'frame-src', 'img-src', 'script-src', 'script-src-elem']);
  expect(await page.evaluate(() => [window.pwned, window.evaluated])).toEqual([undefined, undefined]);
});

test('opening the application breaks its policy nowhere and says nothing wrong on the console', async ({
  application,
}) => {
  const { page } = application;
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.reload();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  for (const name of ['budgets', 'imports', 'alerts', 'reports', 'settings']) {
    await page.evaluate((place) => (window.location.hash = `#/${place}`), name);
    await expect(page.getByRole('heading').first()).toBeVisible();
  }
  expect(problems).toEqual([]);
});

test(
  'a page that binds its own name to this machine reads nothing and changes nothing',
  { tag: '@http' },
  async ({ application }, info) => {
    const { api } = application;
    if (api === undefined) throw new Error('this test needs the loopback server');
    const port = new URL(api.url).port;
    const { launchOptions } = info.project.use;
    const browser = await chromium.launch({
      ...launchOptions,
      args: [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP evil.test 127.0.0.1'],
    });
    const page = await browser.newPage({ bypassCSP: true });
    const landing = await page.goto(`http://evil.test:${port}/`);
    expect(landing?.status()).toBe(421);
    const answers = await page.evaluate(async (own) => {
      const json = { 'content-type': 'application/json' };
      const body = JSON.stringify({ name: 'Rebound', type: 'team', amount: '1' });
      const probes: [string, RequestInit][] = [
        ['/api/budgets', {}],
        ['/api/budgets', { method: 'POST', headers: json, body }],
        [`http://127.0.0.1:${own}/api/budgets`, { method: 'POST', mode: 'no-cors', body }],
        [`http://127.0.0.1:${own}/api/budgets`, { method: 'POST', headers: json, body }],
        [`http://127.0.0.1:${own}/api/budgets`, {}],
        [`http://0.0.0.0:${own}/api/budgets`, {}],
        [`http://localhost:${own}/api/budgets`, {}],
      ];
      return Promise.all(
        probes.map(async ([url, options]) => {
          try {
            const answer = await fetch(url, { credentials: 'include', ...options });
            return { status: answer.status, text: await answer.text() };
          } catch {
            return { status: 0, text: '' };
          }
        }),
      );
    }, port);
    await browser.close();
    expect(answers.map(({ status }) => status)).toEqual([421, 421, 0, 0, 0, 0, 0]);
    for (const { text } of answers) expect(text).not.toContain('"success":true');
    const budgets = await fetch(`${api.url}/api/budgets`, {
      headers: { authorization: `Bearer ${api.token}` },
    });
    expect(await budgets.json()).toMatchObject({ success: true, data: [] });
  },
);
