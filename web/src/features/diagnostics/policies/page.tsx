import '../../../components/form.css';
import { Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@apollo/client/react';
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Delayed } from '../../../components/delayed.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { PolicyField, type LineMark, type PolicyFieldHandle } from '../../../components/policy-field.tsx';
import type { PolicySource } from '../../../graphql/generated/graphql.ts';
import { useMay } from '../../identity/viewer.tsx';
import { PoliciesAnswer } from './policies-answer.tsx';
import {
  checkRolePoliciesQuery,
  policyIntegrationsQuery,
  type PoliciesReport,
  type PolicyIntegration,
} from './queries.ts';
import { BY_HAND, inputOf, LONGEST_TEXT, nothingEntered, type PastedPolicies } from './question.ts';
import { RoleChoice } from './role-choice.tsx';
import type { Place } from './verdict-table.tsx';
import styles from './policies.module.css';

const PAUSE_MS = 350;
const TOO_LONG = 'The text is longer than 64 KB. Paste only the policies of the role.';

/** Paste a role's policies, see what they allow. The address holds which integration is meant, never what is pasted. */
export function PoliciesPage() {
  const mayRead = useMay('integrations:read');
  const { data, error, refetch } = useQuery(policyIntegrationsQuery, {
    variables: { first: 100 },
    fetchPolicy: 'no-cache',
    skip: !mayRead,
  });
  const integrations = mayRead ? data?.integrations.edges.map(({ node }) => node) : [];
  return (
    <>
      <PageHeader title="Check my policies">
        <Text c="dimmed" mt={4}>
          What the policies of the role allow, found without asking AWS. Nothing that you paste here is kept.
        </Text>
      </PageHeader>
      {integrations && <Check integrations={integrations} />}
      {!integrations && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!integrations && !error && (
        <Delayed>
          <div role="status" aria-label="Loading">
            <Skeleton height={60} mb={20} />
            <Skeleton height={320} />
          </div>
        </Delayed>
      )}
    </>
  );
}

function Check({ integrations }: { integrations: readonly PolicyIntegration[] }) {
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('integration') ?? integrations[0]?.id ?? BY_HAND;
  const [entered, setEntered] = useState(nothingEntered);
  const [pasted, setPasted] = useState<PastedPolicies>({ trust: '', permissions: '' });
  const trustField = useRef<PolicyFieldHandle>(null);
  const permissionsField = useRef<PolicyFieldHandle>(null);
  const input = inputOf(pasted, chosen === BY_HAND ? null : chosen, entered);
  const [settled] = useDebouncedValue(JSON.stringify(input), PAUSE_MS);
  const asked: typeof input = JSON.parse(settled);
  const { data, previousData, error, loading, refetch } = useQuery(checkRolePoliciesQuery, {
    variables: { input: asked ?? { accountId: '' } },
    fetchPolicy: 'no-cache',
    skip: asked === null,
  });
  const report = input ? (data ?? previousData)?.checkRolePolicies : undefined;
  const isBehind = loading || settled !== JSON.stringify(input);

  function goTo({ source, line, column }: Place) {
    const field = source === 'TRUST_POLICY' ? trustField : permissionsField;
    field.current?.goTo(line, column);
  }

  return (
    <div className={styles.page}>
      <RoleChoice
        integrations={integrations}
        chosen={chosen}
        entered={entered}
        isAsking={pasted.trust.trim() !== '' || pasted.permissions.trim() !== ''}
        onChoose={(integration) => setSearch({ integration }, { replace: true })}
        onEnter={(change) => setEntered({ ...entered, ...change })}
      />
      <div className={styles.fields}>
        <PolicyField
          ref={trustField}
          label="Trust policy"
          description="JSON, the output of aws iam get-role, a CloudFormation template, or Terraform"
          value={pasted.trust}
          marks={marksOf(report, 'TRUST_POLICY')}
          error={pasted.trust.length > LONGEST_TEXT ? TOO_LONG : null}
          onChange={(trust) => setPasted({ ...pasted, trust })}
        />
        <PolicyField
          ref={permissionsField}
          label="Permissions policy"
          description="One or several, the output of get-role-policy or get-policy-version, or a template"
          value={pasted.permissions}
          marks={marksOf(report, 'PERMISSIONS_POLICY')}
          error={pasted.permissions.length > LONGEST_TEXT ? TOO_LONG : null}
          onChange={(permissions) => setPasted({ ...pasted, permissions })}
        />
      </div>
      {error && input && !loading && <ErrorState error={error} onRetry={() => void refetch()} />}
      {report && !error && (
        <section
          aria-label="Verdict"
          aria-busy={isBehind}
          className={styles.answer}
          data-behind={isBehind || undefined}
        >
          <PoliciesAnswer report={report} onGoTo={goTo} />
        </section>
      )}
      {!report && !error && input && <Text c="dimmed">Reading</Text>}
      {!input && <NothingPasted />}
    </div>
  );
}

const tones = { ERROR: 'bad', WARNING: 'warning', NOTE: 'neutral' } as const;

/** One mark a line, that of the gravest finding: they come first. */
function marksOf(report: PoliciesReport | undefined, source: PolicySource): LineMark[] {
  const findings = (report?.findings ?? []).filter((finding) => finding.source === source);
  return findings.map(({ line, severity }) => ({ line, tone: tones[severity] })).toReversed();
}

function NothingPasted() {
  return (
    <div className={styles.nothing}>
      <Text c="dimmed">
        Whether Backline is let in, and nobody without the External ID; what each repository needs and what the role may
        do; where a mistake stands, and the policy with as little changed as mends it: all this will stand here.
      </Text>
    </div>
  );
}
