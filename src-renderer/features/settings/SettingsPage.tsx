import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { SegmentedControl, TextInput, useMantineColorScheme } from '@mantine/core';
import type { Destination } from '#shared/contract/destinations.ts';
import type { Outputs } from '#shared/contract/contract.ts';
import { useQueries } from '../../client/backend.tsx';
import { usePreferences } from '../../session/preferences.tsx';
import { useWorkspace } from '../../session/workspace.ts';
import { Page, Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';
import { AlertRulesPanel } from './AlertRulesPanel.tsx';
import { ApprovalPolicyPanel } from './ApprovalPolicyPanel.tsx';
import { CataloguePanel } from './CataloguePanel.tsx';
import { DestinationsPanel } from './DestinationsPanel.tsx';
import { GeneralSettings } from './GeneralSettings.tsx';
import { People } from './People.tsx';
import { Rates } from './Rates.tsx';
import { TagSettings } from './TagSettings.tsx';
import { WorkspacePanel } from './WorkspacePanel.tsx';

export type SettingsAnswer = Outputs['settings']['get']['data'];

/** What holds for the whole workspace, and what holds for this machine. */
export function SettingsPage(): ReactNode {
  const settings = useQuery(useQueries().settings.get.queryOptions({ input: {} }));
  const workspace = useWorkspace();
  return (
    <Page
      finding={
        workspace === undefined
          ? 'Settings'
          : `Settings of ${workspace.name}: what holds for all its budgets.`
      }
    >
      <Answered query={settings} what="the settings" height={300}>
        {({ data }) => (
          <div className="grid even">
            <GeneralSettings settings={data} />
            <TagSettings settings={data} />
            <People />
            <Rates />
            <Appearance />
            <WorkspacePanel />
            <ApprovalPolicyPanel />
            <AlertRulesPanel settings={data} />
            <DestinationsPanel destinations={(data.destinations as Destination[] | null) ?? []} />
            <CataloguePanel />
          </div>
        )}
      </Answered>
    </Page>
  );
}

function Appearance(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { preferences, change } = usePreferences();
  return (
    <Panel title="Appearance" label="On this machine" className="span-6">
      <div className="field-grid">
        <div className="stack tight">
          <span className="label">Colours</span>
          <SegmentedControl
            aria-label="Colours"
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
              { value: 'auto', label: 'System' },
            ]}
          />
        </div>
        <div className="stack tight">
          <span className="label">Rows</span>
          <SegmentedControl
            aria-label="Rows"
            value={preferences.density}
            onChange={(density) => change({ density })}
            data={[
              { value: 'compact', label: 'Compact' },
              { value: 'comfortable', label: 'Comfortable' },
            ]}
          />
        </div>
        <TextInput
          label="Your name in decisions and notes"
          value={preferences.person}
          onChange={(event) => change({ person: event.currentTarget.value })}
        />
      </div>
    </Panel>
  );
}
