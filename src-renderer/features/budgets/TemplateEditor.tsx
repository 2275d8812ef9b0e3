import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Textarea, TextInput } from '@mantine/core';
import type { Inputs, Outputs } from '#shared/contract/contract.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { notAnAmount, typedAmount } from '../../format/typed.ts';
import { Form } from '../../forms/Form.tsx';
import { FormFoot } from '../../forms/FormFoot.tsx';
import { sayDone } from '../../session/notices.ts';
import { Failure } from '../../ui/States.tsx';
import { sourceOf, TreeFile } from './TemplateFiles.tsx';
import { linesOf, treeOf, withLineBelow, withoutLine, type TemplateLine } from './template-lines.ts';
import { TemplateLineFields } from './TemplateLineFields.tsx';

type Template = Outputs['templates']['list']['data'][number];

/** More lines than a hand changes one by one; a file takes the place of them all. */
const MOST_LINES = 150;

/** Changes an own template: what it is called, and its budgets line by line or all of them from a file. */
export function TemplateEditor({
  template,
  onDone,
}: {
  readonly template: Template;
  readonly onDone: () => void;
}): ReactNode {
  const { title, setTitle, description, setDescription, lines, setLines, change } =
    useTemplateDraft(template);
  const update = useMutation(
    useQueries().templates.update.mutationOptions({
      onSuccess: ({ data }) => {
        sayDone(`“${data.title}” is changed; budgets that were made from it stay as they are.`);
        onDone();
      },
    }),
  );
  const read = useReadTree(template.name, setLines);
  const problems = lines.map(problemOf);
  const currency = lines[0]?.others['currency'];
  return (
    <Form
      onSubmit={() => {
        if (problems.every((problem) => problem === undefined)) update.mutate(change());
      }}
    >
      <div className="field-grid">
        <TextInput
          label="Title"
          required
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          className="wide"
          label="Description"
          autosize
          minRows={1}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      </div>
      <section aria-label="Budgets of the template" className="stack tight">
        <div className="template-line label" aria-hidden="true">
          <span>Name</span>
          <span>Type</span>
          <span className="number">{typeof currency === 'string' ? `Amount, ${currency}` : 'Amount'}</span>
        </div>
        {lines.slice(0, MOST_LINES).map((line, index) => (
          <TemplateLineFields
            key={index}
            line={line}
            number={index + 1}
            problem={problems[index]}
            put={(part) => setLines(lines.with(index, { ...line, ...part }))}
            onAdd={() => setLines(withLineBelow(lines, index))}
            onRemove={index === 0 ? undefined : () => setLines(withoutLine(lines, index))}
          />
        ))}
        {lines.length > MOST_LINES ? (
          <p className="quiet">
            and {countText(lines.length - MOST_LINES, 'budget', 'budgets')} more, which stay as they are; a
            file can take the place of all.
          </p>
        ) : null}
      </section>
      <TreeFile
        label="Take all of them from JSON or CSV…"
        isBusy={read.isPending}
        onChoose={(file) => read.mutate(file)}
      />
      <Failure error={read.error ?? update.error} />
      <FormFoot submit="Save the template" isBusy={update.isPending}>
        <Button variant="default" onClick={onDone}>
          Back without saving
        </Button>
      </FormFoot>
    </Form>
  );
}

/** What is filled in over a template, and the change that it comes to: what was not touched is not stated. */
function useTemplateDraft(template: Template) {
  const [title, setTitle] = useState(template.title);
  const [description, setDescription] = useState(template.description);
  const [stored] = useState(() => linesOf(template.tree));
  const [lines, setLines] = useState<readonly TemplateLine[]>(stored);
  const change = (): Inputs['templates']['update'] => ({
    name: template.name,
    ...(title === template.title ? {} : { title: title.trim() }),
    ...(description === template.description ? {} : { description: description.trim() }),
    ...(lines === stored ? {} : { tree: treeOf(lines) }),
  });
  return { title, setTitle, description, setDescription, lines, setLines, change };
}

/** Reads the budgets of a file in place of those that are there; nothing is kept until the template is saved. */
function useReadTree(name: string, onRead: (lines: readonly TemplateLine[]) => void) {
  const { client } = useBackend();
  return useMutation({
    mutationFn: async (file: File) => {
      const { data } = await client.templates.update({ name, ...(await sourceOf(file)), dryRun: true });
      onRead(linesOf(data.tree));
    },
  });
}

function problemOf({ amount }: TemplateLine): string | undefined {
  return typedAmount(amount) === undefined ? notAnAmount('12000.50') : undefined;
}
