import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { TagsInput } from '@mantine/core';
import { MAPPED_TAG_DIMENSIONS, type MappedTagDimension } from '#shared/domain/cost.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { UnsavedFoot } from '../../forms/UnsavedFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useUnsaved } from '../../session/unsaved.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { SettingsAnswer } from './SettingsPage.tsx';

const NAMES = {
  team: 'Team',
  project: 'Project',
  environment: 'Environment',
  costCenter: 'Cost centre',
} as const;

/** Which tag keys of the exports feed team, project, environment and cost centre; spelling and case are folded. */
export function TagSettings({ settings }: { readonly settings: SettingsAnswer }): ReactNode {
  const form = useUnsaved<Readonly<Record<string, readonly string[]>>>('tag keys', settings.tagMapping);
  const keys = (dimension: MappedTagDimension): string[] => [...(form.value[dimension] ?? [])];
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => {
        form.saved();
        sayDone('Tag keys saved.');
      },
      onError: sayFailed,
    }),
  );
  return (
    <Panel title="Tag keys" label="The first key that a row has counts" className="span-6">
      <Form
        onSubmit={() =>
          save.mutate({
            tagMapping: {
              team: keys('team'),
              project: keys('project'),
              environment: keys('environment'),
              costCenter: keys('costCenter'),
            },
          })
        }
      >
        {MAPPED_TAG_DIMENSIONS.map((key) => (
          <TagsInput
            key={key}
            label={`${NAMES[key]} is read from`}
            value={keys(key)}
            onChange={(next) => form.set({ ...form.value, [key]: next })}
          />
        ))}
        <UnsavedFoot isChanged={form.isChanged} isBusy={save.isPending} onDiscard={form.discard} />
      </Form>
    </Panel>
  );
}
