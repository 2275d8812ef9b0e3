import { useState, type ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import type { Person } from '#shared/domain/approval.ts';
import { useQueries } from '../../client/backend.tsx';
import { Form } from '../../forms/Form.tsx';
import { sayFailed } from '../../session/notices.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

const LEVELS = ['manager', 'director', 'executive'] as const;

/** Who may decide; once anyone is listed, a decider's level must reach the request's. */
export function People(): ReactNode {
  const queries = useQueries();
  const people = useQuery(queries.people.list.queryOptions({ input: {} }));
  const [name, setName] = useState('');
  const [level, setLevel] = useState<Person['level']>('manager');
  const add = useMutation(
    queries.people.add.mutationOptions({ onSuccess: () => setName(''), onError: sayFailed }),
  );
  const update = useMutation(queries.people.update.mutationOptions({ onError: sayFailed }));
  const remove = useMutation(queries.people.remove.mutationOptions({ onError: sayFailed }));
  return (
    <Panel title="People" label="Local names; while none is listed, anyone may decide" className="span-6">
      <div className="stack">
        <Answered query={people} what="the people">
          {({ data }) => (
            <ul className="stack tight">
              {data.map((person) => (
                <li key={person.name} className="row spread">
                  <span className="ellipsis">{person.name}</span>
                  <span className="row">
                    <Select
                      aria-label={`Level of ${person.name}`}
                      data={[...LEVELS]}
                      value={person.level}
                      onChange={(next) => {
                        if (next !== null && next !== person.level)
                          update.mutate({ name: person.name, level: next });
                      }}
                      w={130}
                    />
                    <ActionIcon
                      aria-label={`Remove ${person.name}`}
                      onClick={() => remove.mutate({ name: person.name })}
                    >
                      <X size={14} />
                    </ActionIcon>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Answered>
        <Form className="row end" onSubmit={() => add.mutate({ name, level })}>
          <TextInput
            label="Name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Level"
            data={[...LEVELS]}
            value={level}
            onChange={(value) => setLevel(value ?? 'manager')}
            w={130}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            Add
          </Button>
        </Form>
      </div>
    </Panel>
  );
}
