import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ConfirmByName } from '../../../components/confirm-by-name.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { describeError } from '../../../graphql/client.ts';
import { useMay, useViewer } from '../../identity/viewer.tsx';
import { checkDraft, detailsOf, placeProblems, type FieldProblem } from '../details/draft.ts';
import { useConnectionTest } from '../report/use-connection-test.ts';
import { createIntegrationMutation } from './queries.ts';
import { DetailsStep } from './details-step.tsx';
import { RepositoriesStep } from './repositories-step.tsx';
import { RoleStep } from './role-step.tsx';
import { SaveStep } from './save-step.tsx';
import { StepList } from './step-list.tsx';
import { stepAfter, stepBefore, stepOf, steps, type StepId } from './steps.ts';
import { TestStep } from './test-step.tsx';
import { WizardFooter } from './wizard-footer.tsx';
import { useDraft, type WizardDraft } from './use-draft.ts';
import styles from './connect.module.css';

export function ConnectPage() {
  const mayWrite = useMay('integrations:write');
  if (mayWrite) return <Wizard />;
  return (
    <>
      <PageHeader title="Connect AWS CodeArtifact" />
      <EmptyState>
        Your role may look at integrations but not connect one. Ask an admin of this organization.
      </EmptyState>
    </>
  );
}

/** The way from an AWS account to a saved integration, a step per address. */
function Wizard() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const step = steps.find(({ id }) => id === search.get('step'))?.id ?? 'role';
  const { draft, change, discard } = useDraft(useViewer().organization?.id ?? '');
  const test = useConnectionTest();
  const [testedDetails, setTestedDetails] = useState<string | null>(null);
  const [attempts, setAttempts] = useState<Partial<Record<StepId, number>>>({});
  const [refusals, setRefusals] = useState<FieldProblem[]>([]);
  const [isDiscarding, discarding] = useDisclosure(false);
  const [create, creation] = useMutation(createIntegrationMutation);
  const form = useRef<HTMLFormElement>(null);
  const focusedStep = useRef(step);
  useEffect(() => {
    // What had the focus is gone with its step; the next Tab begins at the new one.
    if (focusedStep.current === step) return;
    focusedStep.current = step;
    form.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [step]);

  // What the server refused stands beside its field until something is changed.
  const onChange = useCallback(
    (part: Partial<WizardDraft>) => {
      setRefusals([]);
      change(part);
    },
    [change],
  );

  const details = detailsOf(draft);
  // The name has no part in the test.
  const currentDetails = JSON.stringify({ ...details, name: null });
  const isTestCurrent = testedDetails === currentDetails;
  const own = checkDraft(draft);
  const check = { errors: [...own.errors, ...refusals], warnings: own.warnings };
  const errorsOf = (id: StepId) => check.errors.filter((error) => stepOf(error) === id);
  const attempt = attempts[step] ?? 0;

  const report = isTestCurrent ? test.report : null;
  const hasFailed = report?.status === 'FAILED';

  function isDone(id: StepId): boolean {
    if (id === 'save') return false;
    if (id === 'test') return report !== null && !hasFailed;
    // The External ID is there from the start; that the role is deployed shows in what comes after.
    if (id === 'role' && attempts.role === undefined && draft.roleArn === '') return false;
    return errorsOf(id).length === 0;
  }

  function go(target: StepId) {
    void navigate(`?step=${target}`);
  }

  function submit() {
    setAttempts({ ...attempts, [step]: attempt + 1 });
    if (errorsOf(step).length === 0) go(stepAfter(step));
  }

  function runTest() {
    setTestedDetails(currentDetails);
    test.start(details);
  }

  function refuse(problems: FieldProblem[]) {
    setRefusals(problems);
    setAttempts((current) => ({ ...current, save: (current.save ?? 0) + 1 }));
  }

  async function save() {
    setAttempts({ ...attempts, save: (attempts.save ?? 0) + 1 });
    if (check.errors.some((error) => !refusals.includes(error))) return;
    try {
      const { data } = await create({ variables: { input: details } });
      const answer = data?.createCodeArtifactIntegration;
      if (!answer?.integration) {
        refuse(placeProblems(draft, answer?.userErrors ?? []));
        return;
      }
      discard();
      await navigate(`/integrations/${answer.integration.id}${report ? '?test=run' : ''}`);
    } catch (error) {
      const { text } = describeError(error);
      refuse([{ fieldId: null, field: null, code: 'refused', message: text, suggestion: null }]);
    }
  }

  const before = stepBefore(step);
  const common = { draft, check, attempt, onChange, errors: errorsOf(step) };
  return (
    <>
      <PageHeader
        title="Connect AWS CodeArtifact"
        action={
          <Button variant="default" onClick={discarding.open}>
            Discard draft
          </Button>
        }
      />
      <div className={styles.wizard}>
        <StepList
          current={step}
          isDone={isDone}
          isWrong={(id) => (id === 'test' ? hasFailed : (attempts[id] ?? 0) > 0 && errorsOf(id).length > 0)}
        />
        <form
          ref={form}
          tabIndex={-1}
          className={styles.step}
          noValidate
          aria-label={steps.find(({ id }) => id === step)?.title ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            if (step === 'save') void save();
            else if (step === 'test' && (report === null || hasFailed)) runTest();
            else submit();
          }}
        >
          {step === 'role' && <RoleStep {...common} />}
          {step === 'details' && <DetailsStep {...common} />}
          {step === 'repositories' && <RepositoriesStep {...common} />}
          {step === 'test' && (
            <TestStep {...common} errors={own.errors} test={test} isCurrent={isTestCurrent} onRun={runTest} />
          )}
          {step === 'save' && <SaveStep {...common} errors={check.errors} report={report} />}
          <WizardFooter
            step={step}
            outcome={report?.status ?? null}
            isRunning={test.phase === 'running'}
            isSaving={creation.loading}
            isTestable={own.errors.length === 0}
            isSavable={own.errors.every((error) => stepOf(error) === 'save')}
            onBack={before ? () => go(before) : null}
            onSkip={() => go('save')}
          />
        </form>
      </div>
      <ConfirmByName
        opened={isDiscarding}
        title="Discard draft"
        action="Discard draft"
        isBusy={false}
        onClose={discarding.close}
        onConfirm={() => {
          discard();
          discarding.close();
          void navigate('/integrations');
        }}
      >
        <Text>
          Everything entered here is forgotten, its External ID included. A role that was deployed with that External ID
          would need another one.
        </Text>
      </ConfirmByName>
    </>
  );
}
