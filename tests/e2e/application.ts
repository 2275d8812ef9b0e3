import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, test as base, type Page } from '@playwright/test';
import { startHost } from '#main/host/host.ts';
import { openWorkspaces } from '#main/host/open-workspaces.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** The running application on a workspace of its own. */
export interface Application {
  readonly page: Page;
  /** The workspace's file, empty at first. */
  readonly workspace: string;
  /** The folder of the test's files, which goes with it. */
  readonly folder: string;
  /** Address and token of the REST API; undefined in the desktop window, which has none. */
  readonly api: { readonly url: string; readonly token: string } | undefined;
}

interface Fixtures {
  readonly folder: string;
  readonly application: Application;
}

/** Opens the application behind the door of the project: in the browser over the built page, or in the desktop window. */
export const test = base.extend<Fixtures>({
  folder: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  application: async ({ folder, browser }, use, { project }) => {
    const workspace = join(folder, 'workspace.headroom');
    const { program } = project.metadata as { readonly program?: string };
    if (program !== undefined) {
      const window = await _electron.launch({
        executablePath: program,
        args: [ROOT, '--workspace', workspace],
      });
      await use({ page: await window.firstWindow(), workspace, folder, api: undefined });
      await window.close();
      return;
    }
    const backend = openWorkspaces(workspace, join(folder, 'recent.json'));
    const host = await startHost({ backend, port: 0, open: false });
    // A context of its own: axe opens a second page in it.
    const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC', acceptDownloads: true });
    const page = await context.newPage();
    await page.goto(host.pageUrl);
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await use({ page, workspace, folder, api: { url: host.url, token: host.token } });
    await context.close();
    await host.close();
    backend.close();
  },
});

export { expect } from '@playwright/test';
