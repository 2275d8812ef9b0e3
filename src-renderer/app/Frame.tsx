import { Suspense, useEffect, type ReactNode } from 'react';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useUndo } from '../session/actions.ts';
import { rememberPlace } from '../session/last-place.ts';
import { addressOf, isQuery, usePlace } from '../session/place.ts';
import { usePreferences } from '../session/preferences.tsx';
import { useWorkspace } from '../session/workspace.ts';
import { SampleBanner } from './SampleBanner.tsx';
import { Waiting } from '../ui/States.tsx';
import { KnownBanner } from './KnownBanner.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { DropAnywhere } from './DropAnywhere.tsx';
import { PAGE_ENTRIES } from './pages.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { TopBar } from './TopBar.tsx';

/** The frame around every page: rail, bar, content; keys that work everywhere. */
export function Frame(): ReactNode {
  const { page, budgetId, view } = usePlace();
  const { preferences } = usePreferences();
  const isNarrow = useMediaQuery('(max-width: 999px)') === true;
  const isFolded = isNarrow || preferences.isRailFolded;
  const { undo, redo } = useUndo();
  useHotkeys([
    ['mod+Z', undo],
    ['mod+shift+Z', redo],
    ['mod+Y', redo],
  ]);
  const entry = PAGE_ENTRIES.find(({ name }) => name === page);
  const title = entry?.title ?? 'Headroom';
  useEffect(() => {
    document.title = `${title} – Headroom`;
  }, [title]);
  // A dialog is not opened again.
  const query = isQuery(view) ? view : undefined;
  useEffect(() => rememberPlace(addressOf(page, budgetId, query)), [page, budgetId, query]);
  const View = entry?.view;
  const place = `${page}/${budgetId ?? ''}`;
  return (
    <div className={isFolded ? 'frame folded' : 'frame'} data-density={preferences.density}>
      <a
        className="skip-link"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        Skip to the page
      </a>
      <Rail isFolded={isFolded} canUnfold={!isNarrow} />
      <div className="topside">
        <TopBar />
        <DryRunBanner />
        <KnownBanner />
        <SampleBanner />
      </div>
      <main className="content" id="content" tabIndex={-1}>
        <PageBoundary place={place}>
          <Suspense key={page} fallback={<Waiting what="the page" />}>
            {View === undefined ? null : <View key={entry?.isOfAll === true ? page : place} />}
          </Suspense>
        </PageBoundary>
      </main>
      <Palette />
      <DropAnywhere />
    </div>
  );
}

function DryRunBanner(): ReactNode {
  const workspace = useWorkspace();
  return workspace?.dryRun === true ? (
    <p className="banner" role="status">
      Dry run: everything can be tried, nothing is kept.
    </p>
  ) : null;
}
