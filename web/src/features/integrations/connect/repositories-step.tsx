import { Stack, Text, Title } from '@mantine/core';
import { ErrorSummary } from '../../../components/error-summary.tsx';
import { RepositoryFields } from '../details/repository-fields.tsx';
import { RepositoryPolicies } from '../details/repository-policies.tsx';
import type { StepProps } from './step-props.ts';

/** Step 3: which repositories. */
export function RepositoriesStep({ draft, check, errors, attempt, onChange }: StepProps) {
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Repository URLs</Title>
        <Text c="dimmed">
          At least one, for the package types that you use. In the AWS console: CodeArtifact, Repositories, your
          repository, View connection instructions.
        </Text>
      </div>
      <ErrorSummary errors={errors} attempt={attempt} />
      <RepositoryFields draft={draft} check={check} wasSubmitted={attempt > 0} onChange={onChange} />
      <RepositoryPolicies draft={draft} />
    </Stack>
  );
}
