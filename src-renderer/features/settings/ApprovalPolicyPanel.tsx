import type { ReactNode } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from '@mantine/core';
import {
  policyProblems,
  RISK_PART_TITLES,
  RISK_PARTS,
  type ApprovalPolicy,
} from '#shared/engine/approvals/policy.ts';
import { useQueries } from '../../client/backend.tsx';
import { percentOf, tidy } from '../../format/percent.ts';
import { sentenceCase } from '../../format/style.ts';
import { Form } from '../../forms/Form.tsx';
import { NumberField } from '../../forms/NumberField.tsx';
import { UnsavedFoot } from '../../forms/UnsavedFoot.tsx';
import { sayDone, sayFailed } from '../../session/notices.ts';
import { useUnsaved } from '../../session/unsaved.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Answered } from '../../ui/States.tsx';

/** How requests are judged: what weighs how much and from where on in full, who decides from where on, and how long they have. */
export function ApprovalPolicyPanel(): ReactNode {
  const policy = useQuery(useQueries().approvals.policy.queryOptions({ input: {} }));
  return (
    <Panel
      title="Approval policy"
      label="Every change is a new version; requests keep theirs"
      className="span-6"
    >
      <Answered query={policy} what="the policy" height={200}>
        {({ data }) => (
          <PolicyForm
            stored={{ ...data.policy, version: data.policy.version ?? 1 }}
            isDefault={data.isDefault}
          />
        )}
      </Answered>
    </Panel>
  );
}

function PolicyForm({
  stored,
  isDefault,
}: {
  readonly stored: ApprovalPolicy;
  readonly isDefault: boolean;
}): ReactNode {
  const form = useUnsaved('approval policy', stored);
  const policy = form.value;
  const save = useMutation(
    useQueries().settings.set.mutationOptions({
      onSuccess: () => {
        form.saved();
        sayDone('The policy is saved.');
      },
      onError: sayFailed,
    }),
  );
  const problems = policyProblems(policy);
  return (
    <Form onSubmit={() => save.mutate({ approvalPolicy: policy })}>
      <h3 className="label">Weights in points, together 100</h3>
      <div className="field-grid">
        {RISK_PARTS.map((name) => (
          <Field
            key={name}
            label={RISK_PART_TITLES[name]}
            value={policy.weights[name]}
            onChange={(value) => form.set({ ...policy, weights: { ...policy.weights, [name]: value } })}
          />
        ))}
      </div>
      <Scales policy={policy} onChange={form.set} />
      <Levels policy={policy} onChange={form.set} />
      <Checkbox
        label="Ask by itself for what the forecast overruns"
        checked={policy.requestOverruns}
        onChange={(event) => form.set({ ...policy, requestOverruns: event.currentTarget.checked })}
      />
      {problems.map((problem) => (
        <p key={problem} role="alert" className="adverse">
          {problem}
        </p>
      ))}
      <UnsavedFoot
        submit={`Save as version ${policy.version + 1}`}
        isChanged={form.isChanged}
        isBusy={save.isPending}
        isRefused={problems.length > 0}
        onDiscard={form.discard}
      >
        {isDefault ? null : (
          <Button variant="default" onClick={() => save.mutate({ approvalPolicy: null })}>
            Back to the default
          </Button>
        )}
      </UnsavedFoot>
    </Form>
  );
}

interface PartProps {
  readonly policy: ApprovalPolicy;
  readonly onChange: (policy: ApprovalPolicy) => void;
}

/** At which measure a part of the risk counts with its whole weight. */
function Scales({ policy, onChange }: PartProps): ReactNode {
  const { scales } = policy;
  const put = (part: Partial<ApprovalPolicy['scales']>): void =>
    onChange({ ...policy, scales: { ...scales, ...part } });
  return (
    <>
      <h3 className="label">Where a part counts in full</h3>
      <p className="quiet field-note">
        A root has no parent to take from: its overrun is held against a reserve. A budget as many levels down
        as count adds nothing for its level.
      </p>
      <div className="field-grid">
        <Field
          label="Overrun from %"
          value={scales.overrunPercent}
          onChange={(overrunPercent) => put({ overrunPercent })}
        />
        <Field
          label="Reserve of a root, %"
          value={scales.rootReservePercent}
          onChange={(rootReservePercent) => put({ rootReservePercent })}
        />
        <Field
          label="Spread from % of the mean"
          value={percentOf(scales.forecastSpread)}
          onChange={(percent) => put({ forecastSpread: tidy(percent / 100) })}
        />
        <Field
          label="Past overruns from"
          value={scales.pastOverruns}
          onChange={(pastOverruns) => put({ pastOverruns })}
        />
        <Field
          label="Levels that count"
          value={scales.treeDepth}
          onChange={(treeDepth) => put({ treeDepth })}
        />
      </div>
    </>
  );
}

function Levels({ policy, onChange }: PartProps): ReactNode {
  const { automatic, below, atLeast, deadlines } = policy;
  return (
    <>
      <h3 className="label">Who decides, by score and overrun in percent</h3>
      <div className="field-grid">
        <Field
          label="Automatic below"
          value={automatic.below}
          onChange={(value) => onChange({ ...policy, automatic: { ...automatic, below: value } })}
        />
        <Field
          label="Automatic up to %"
          value={automatic.overrunPercent}
          onChange={(value) => onChange({ ...policy, automatic: { ...automatic, overrunPercent: value } })}
        />
        <Field
          label="Manager below"
          value={below.manager}
          onChange={(value) => onChange({ ...policy, below: { ...below, manager: value } })}
        />
        <Field
          label="Director below"
          value={below.director}
          onChange={(value) => onChange({ ...policy, below: { ...below, director: value } })}
        />
        <Field
          label="Director from %"
          value={atLeast.director}
          onChange={(value) => onChange({ ...policy, atLeast: { ...atLeast, director: value } })}
        />
        <Field
          label="Executive from %"
          value={atLeast.executive}
          onChange={(value) => onChange({ ...policy, atLeast: { ...atLeast, executive: value } })}
        />
      </div>
      <h3 className="label">Business days to decide</h3>
      <div className="field-grid">
        {(['manager', 'director', 'executive'] as const).map((level) => (
          <Field
            key={level}
            label={sentenceCase(level)}
            value={deadlines[level]}
            onChange={(value) => onChange({ ...policy, deadlines: { ...deadlines, [level]: value } })}
          />
        ))}
      </div>
    </>
  );
}

function Field(field: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  return <NumberField {...field} min={0} />;
}
