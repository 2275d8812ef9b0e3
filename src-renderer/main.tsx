import { createRoot } from 'react-dom/client';
import '@fontsource/ibm-plex-sans/400.css';
import '@fontsource/ibm-plex-sans/500.css';
import '@fontsource/ibm-plex-sans/600.css';
import '@fontsource/ibm-plex-sans-condensed/500.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/base.css';
import './ui/page.css';
import './ui/table.css';
import './ui/fields.css';
import './ui/parts.css';
import './app/frame.css';
import { backendOver } from './client/backend.tsx';
import { followChanges } from './client/changes.ts';
import { connect } from './client/transport.ts';
import { App, createQueryClient, NoBackend } from './app/App.tsx';
import { PAGE_ENTRIES, type PageEntry } from './app/pages.tsx';
import { restorePlace } from './session/last-place.ts';
import { placeOf } from './session/place.ts';
import { askFirst } from './session/workspace.ts';
import { takeFromOpenLists } from './ui/open-lists.ts';

/** So long the frame waits for what it shows: drawn with it, it is drawn once instead of twice. */
const MOST_WAITING_MS = 150;

/** Asks, loads and draws; what is drawn first is under way before anything else. */
async function begin(): Promise<void> {
  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no #root');
  restorePlace();
  const place = placeOf(window.location.hash.slice(1));
  const page = PAGE_ENTRIES.find(({ name }) => name === place.page)?.load();
  const root = createRoot(element);
  takeFromOpenLists(document);
  try {
    const backend = backendOver(await connect());
    const queryClient = createQueryClient();
    followChanges(backend, queryClient);
    const answered = askFirst(queryClient, backend, place);
    // A page that cannot be loaded says so where it is drawn.
    await page?.catch(() => undefined);
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, MOST_WAITING_MS))]);
    root.render(<App backend={backend} queryClient={queryClient} />);
    loadBehind(PAGE_ENTRIES);
  } catch (error) {
    // The right address differs from the wrong one in its fragment alone, which by itself loads nothing.
    window.addEventListener('hashchange', () => window.location.reload());
    root.render(<NoBackend error={error} />);
  }
}

/** Loads pages one by one when nothing else is to be done: one that begins to load when it is opened is there a third of a second later. */
function loadBehind([next, ...others]: readonly PageEntry[]): void {
  if (next === undefined) return;
  const goOn = (): void => loadBehind(others);
  requestIdleCallback(() => void next.load().then(goOn, goOn));
}

// Not awaited here: pages are loaded from pieces that wait until this one has run.
void begin();
