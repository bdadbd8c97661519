import '../../../components/form.css';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { CardPage } from '../card-page.tsx';
import { FormProblem } from '../form-problem.tsx';
import { isOutsideApp, returnAddress, signIn } from '../session.ts';

export function SignInPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const client = useApolloClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const wait = useCountdown();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (email.includes('@') ? null : 'Enter your email address.'),
      password: (password) => (password ? null : 'Enter your password.'),
    },
  });

  async function submit({ email, password }: { email: string; password: string }) {
    setIsBusy(true);
    setProblem(null);
    const outcome = await signIn(email.trim(), password);
    setIsBusy(false);
    if (outcome.ok) {
      await client.clearStore();
      const address = returnAddress(search);
      if (isOutsideApp(address)) location.replace(address);
      else await navigate(address, { replace: true });
      return;
    }
    setProblem(outcome.message);
    if (outcome.retryAfterSeconds !== null) wait.start(outcome.retryAfterSeconds);
  }

  return (
    <CardPage>
      <PageHeader title="Sign in" takesFocus={false} />
      <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
        <Stack>
          <FormProblem>{problem}</FormProblem>
          <TextInput
            label="Email"
            type="email"
            autoComplete="username"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page has no other purpose
            autoFocus
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={isBusy} disabled={wait.seconds > 0}>
            {wait.seconds > 0 ? `Sign in again in ${wait.seconds} s` : 'Sign in'}
          </Button>
        </Stack>
      </form>
    </CardPage>
  );
}

function useCountdown() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (seconds <= 0) return undefined;
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return { seconds, start: (value: number) => setSeconds(Math.ceil(value)) };
}
