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
import './ui/ui.css';
import './app/frame.css';
import { backendOver } from './client/backend.tsx';
import { connect } from './client/transport.ts';
import { App } from './app/App.tsx';
import { restorePlace } from './session/last-place.ts';

const CHART_FONTS = ['500 12px "IBM Plex Sans Condensed"', '400 13px "IBM Plex Sans"'];
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
// Canvas text falls back to another face until its font is here, and is not drawn again when it comes.
await Promise.all(CHART_FONTS.map((font) => document.fonts.load(font)));
restorePlace();
createRoot(place).render(<App backend={backendOver(await connect())} />);
