import { useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, TextInput } from '@mantine/core';
import type { Outputs } from '#shared/contract/contract.ts';
import { firstFree } from '#shared/engine/budgets/budget-id.ts';
import { useBackend, useQueries } from '../../client/backend.tsx';
import { countText } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { Failure } from '../../ui/States.tsx';
import { TemplateAsFile } from './TemplateFiles.tsx';
import { TemplateChanges, TemplatePreview } from './TemplatePreview.tsx';

type Template = Outputs['templates']['list']['data'][number];
type Parameters = Readonly<Record<string, string>>;

/** Fills in a template and applies it: makes new budgets, or changes those that it made before. */
export function TemplateForm({
  template,
  taken,
  onDone,
  onEdit,
}: {
  readonly template: Template;
  /** Names of the templates there are. */
  readonly taken: readonly string[];
  readonly onDone: (firstId?: string) => void;
  /** Opens an own template to be changed. */
  readonly onEdit: (name: string) => void;
}): ReactNode {
  const [values, setValues] = useState<Parameters>(() =>
    Object.fromEntries(template.parameters.map((parameter) => [parameter.name, parameter.default])),
  );
  const [isUpdate, setIsUpdate] = useState(false);
  const apply = useMutation(
    useQueries().templates.apply.mutationOptions({
      onSuccess: ({ data }) => {
        const made = countText(data.length, 'budget', 'budgets');
        sayDone(isUpdate ? `${made} as the template says.` : `${made} created.`);
        onDone(data[0]?.id);
      },
    }),
  );
  return (
    <Form
      onSubmit={() =>
        apply.mutate({ name: template.name, parameters: values, ...(isUpdate ? { update: true } : {}) })
      }
    >
      <p className="prose">{template.description}</p>
      <Failure error={apply.error} />
      <div className="field-grid">
        {template.parameters.map(({ name, label }) => (
          <TextInput
            key={name}
            label={label}
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <Checkbox
        label="Change the budgets it made before"
        description="They are found by their ids, which follow from type and name. What the template states of them is set again; what it leaves open stays, and so do budgets that it does not name."
        checked={isUpdate}
        onChange={(event) => setIsUpdate(event.currentTarget.checked)}
      />
      {isUpdate ? (
        <TemplateChanges name={template.name} parameters={values} />
      ) : (
        <TemplatePreview name={template.name} parameters={values} />
      )}
      <div className="row">
        <Button type="submit" loading={apply.isPending}>
          {isUpdate ? 'Change the budgets' : 'Create the budgets'}
        </Button>
        <TemplateAsFile name={template.name} parameters={values} />
        {template.builtIn ? (
          <CopyTemplate template={template} parameters={values} taken={taken} onSaved={onEdit} />
        ) : (
          <OwnTemplateTools template={template} onEdit={onEdit} />
        )}
      </div>
      {template.builtIn ? (
        <p className="quiet">
          This template is built in and cannot be changed; a copy of what it makes here can be.
        </p>
      ) : null}
    </Form>
  );
}

function OwnTemplateTools({
  template,
  onEdit,
}: {
  readonly template: Template;
  readonly onEdit: (name: string) => void;
}): ReactNode {
  const remove = useMutation(
    useQueries().templates.remove.mutationOptions({
      onSuccess: () => sayDone('The template is gone; undo brings it back.'),
      onError: sayFailed,
    }),
  );
  return (
    <>
      <Button variant="default" onClick={() => onEdit(template.name)}>
        Change this template
      </Button>
      <Button
        variant="default"
        loading={remove.isPending}
        onClick={() => remove.mutate({ name: template.name })}
      >
        Delete this template
      </Button>
    </>
  );
}

/** Saves what a built-in template makes of its parameters as an own one, which can be changed. */
function CopyTemplate({
  template: { name, title, description },
  parameters,
  taken,
  onSaved,
}: {
  readonly template: Template;
  readonly parameters: Parameters;
  readonly taken: readonly string[];
  readonly onSaved: (name: string) => void;
}): ReactNode {
  const { client } = useBackend();
  const copy = useMutation({
    mutationFn: async () => {
      const { data } = await client.templates.preview({ name, parameters: { ...parameters } });
      return client.templates.save({
        name: firstFree(`${name}-copy`, (other) => taken.includes(other)),
        ...{ title: `${title}, copy`, description, tree: data.tree },
      });
    },
    onSuccess: ({ data }) => {
      sayDone(`“${data.title}” is among the templates.`);
      onSaved(data.name);
    },
    onError: sayFailed,
  });
  return (
    <Button variant="default" loading={copy.isPending} onClick={() => copy.mutate()}>
      Copy to change it
    </Button>
  );
}
