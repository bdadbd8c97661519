import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Fact, Facts } from '../../../components/facts.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { count } from '../../../lib/time.ts';
import type { PolicyIntegration } from './queries.ts';
import { BY_HAND, enteredProblem, type EnteredRole } from './question.ts';
import styles from './policies.module.css';

export interface RoleChoiceProps {
  integrations: readonly PolicyIntegration[];
  /** Id of an integration, or BY_HAND. */
  chosen: string;
  entered: EnteredRole;
  /** Something is pasted, so that what is missing keeps the answer back. */
  isAsking: boolean;
  onChoose: (chosen: string) => void;
  onEnter: (change: Partial<EnteredRole>) => void;
}

/** Whose role the policies are: what they are compared with. */
export function RoleChoice({ integrations, chosen, entered, isAsking, onChoose, onEnter }: RoleChoiceProps) {
  const integration = integrations.find(({ id }) => id === chosen);
  return (
    <div className={styles.role}>
      <NativeSelect
        label="Compare with"
        value={chosen}
        data={[
          ...integrations.map(({ id, name }) => ({ value: id, label: name })),
          { value: BY_HAND, label: 'Details entered here' },
          ...(integration || chosen === BY_HAND
            ? []
            : [{ value: chosen, label: 'Unknown integration', disabled: true }]),
        ]}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
      {integration && <SavedRole integration={integration} />}
      {chosen === BY_HAND && <EnteredFields entered={entered} isAsking={isAsking} onEnter={onEnter} />}
    </div>
  );
}

function SavedRole({ integration }: { integration: PolicyIntegration }) {
  const { roleArn, externalId, repositories } = integration;
  return (
    <Facts isRow>
      <Fact term="Role ARN">
        <Identifier value={roleArn} label="role ARN" />
      </Fact>
      <Fact term="External ID">
        <Identifier value={externalId} label="External ID" />
      </Fact>
      <Fact term="Repositories">{count(repositories.length, 'URL')}</Fact>
    </Facts>
  );
}

function EnteredFields({ entered, isAsking, onEnter }: Pick<RoleChoiceProps, 'entered' | 'isAsking' | 'onEnter'>) {
  const problem = isAsking ? enteredProblem(entered) : null;
  const plain = { spellCheck: false, autoComplete: 'off', className: styles.mono ?? '' };
  return (
    <div className={styles.entered}>
      <TextInput
        {...plain}
        label="Account ID"
        placeholder="12 digits"
        inputMode="numeric"
        value={entered.accountId}
        error={problem}
        onChange={(event) => onEnter({ accountId: event.currentTarget.value })}
      />
      <TextInput
        {...plain}
        label="Role ARN"
        placeholder="arn:aws:iam::111122223333:role/Name"
        value={entered.roleArn}
        onChange={(event) => onEnter({ roleArn: event.currentTarget.value })}
      />
      <TextInput
        {...plain}
        label="External ID"
        value={entered.externalId}
        onChange={(event) => onEnter({ externalId: event.currentTarget.value })}
      />
      <Textarea
        {...plain}
        label="Repository URLs"
        placeholder="One a line"
        autosize
        minRows={1}
        maxRows={6}
        value={entered.repositoryUrls}
        onChange={(event) => onEnter({ repositoryUrls: event.currentTarget.value })}
      />
    </div>
  );
}
