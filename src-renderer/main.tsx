import { createRoot } from 'react-dom/client';
import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-500.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-sans/latin-ext-400.css';
import '@fontsource/ibm-plex-sans/latin-ext-500.css';
import '@fontsource/ibm-plex-sans/latin-ext-600.css';
import '@fontsource/ibm-plex-sans/greek-400.css';
import '@fontsource/ibm-plex-sans-condensed/latin-500.css';
import '@fontsource/ibm-plex-sans-condensed/latin-ext-500.css';
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
import { connect } from './client/transport.ts';
import { App, createQueryClient } from './app/App.tsx';
import { PAGE_ENTRIES } from './app/pages.tsx';
import { restorePlace } from './session/last-place.ts';
import { placeOf } from './session/place.ts';
import { askFirst } from './session/workspace.ts';

const CHART_FONTS = ['500 12px "IBM Plex Sans Condensed"', '400 13px "IBM Plex Sans"'];
/** Asks, loads and draws; what is drawn first is under way before anything else. */
async function begin(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  restorePlace();
  const place = placeOf(window.location.hash.slice(1));
  const backend = backendOver(await connect());
  const queryClient = createQueryClient();
  askFirst(queryClient, backend, place);
  await Promise.all([
    // A page that cannot be loaded says so where it is drawn.
    PAGE_ENTRIES.find(({ name }) => name === place.page)
      ?.load()
      .catch(() => undefined),
    // Canvas text falls back to another face until its font is here, and is not drawn again when it comes.
    ...CHART_FONTS.map((font) => document.fonts.load(font)),
  ]);
  createRoot(root).render(<App backend={backend} queryClient={queryClient} />);
}

// Not awaited here: pages are loaded from pieces that wait until this one has run.
void begin();
