import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Textarea } from '@mantine/core';
import { catalogueSchema } from '#shared/contract/alerts.ts';
import { useQueries } from '../../client/backend.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

/** The actions that alerts recommend, as the data they are: text, severities, bases and the driver that each needs. */
export function CataloguePanel(): ReactNode {
  const catalogue = useQuery(useQueries().alerts.catalogue.queryOptions({ input: {} }));
  return (
    <Panel
      title="Recommended actions"
      label="By severity and driver; the first that fit are given"
      className="span-6"
    >
      <Answered query={catalogue} what="the catalogue" height={200}>
        {({ data }) => {
          const text = JSON.stringify(data.entries, null, 2);
          return <CatalogueForm key={text} stored={text} isDefault={data.isDefault} />;
        }}
      </Answered>
    </Panel>
  );
}

function CatalogueForm({
  stored,
  isDefault,
}: {
  readonly stored: string;
  readonly isDefault: boolean;
}): ReactNode {
  const [text, setText] = useState(stored);
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => sayDone('The actions are saved.'),
      onError: sayFailed,
    }),
  );
  const parsed = catalogueSchema.safeParse(jsonOf(text));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success) save.mutate({ actionCatalogue: parsed.data });
      }}
    >
      <Textarea
        aria-label="Recommended actions"
        autosize
        minRows={3}
        maxRows={14}
        value={text}
        error={parsed.success ? undefined : problemOf(parsed.error.issues)}
        onChange={(event) => setText(event.currentTarget.value)}
        classNames={{ input: 'mono' }}
      />
      <div className="row">
        <Button type="submit" variant="default" disabled={!parsed.success} loading={save.isPending}>
          Save
        </Button>
        {isDefault ? null : (
          <Button variant="default" onClick={() => save.mutate({ actionCatalogue: null })}>
            Back to the default
          </Button>
        )}
      </div>
    </form>
  );
}

function problemOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [first] = issues;
  if (first === undefined) return 'Not a catalogue';
  return first.path.length === 0 ? first.message : `${first.path.map(String).join('.')}: ${first.message}`;
}

/** What the text says; undefined, which is no catalogue, where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
