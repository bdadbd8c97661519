import '../../../components/form.css';
import { Anchor, Button, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { CardPage } from '../card-page.tsx';
import { FormProblem } from '../form-problem.tsx';
import { join, readInvitation, type InvitationDetails } from '../session.ts';

const MINIMUM_PASSWORD_LENGTH = 12;

/** Accepts an invitation. */
export function JoinPage() {
  // Behind the #, the token reaches no server's log.
  const token = useLocation().hash.slice(1);
  const [invitation, setInvitation] = useState<InvitationDetails | { message: string } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    async function read() {
      const answer = await readInvitation(token);
      if (isCurrent) setInvitation(answer);
    }
    void read();
    return () => {
      isCurrent = false;
    };
  }, [token]);

  return (
    <CardPage>
      <PageHeader title="Join" />
      {invitation === null && <Skeleton height={160} />}
      {invitation && 'message' in invitation && (
        <Stack>
          <FormProblem>{invitation.message}</FormProblem>
          <Text>Ask whoever invited you for a new link. If you have an account already, sign in.</Text>
          <Anchor component={Link} to="/sign-in">
            Sign in
          </Anchor>
        </Stack>
      )}
      {invitation && 'email' in invitation && <JoinForm token={token} invitation={invitation} />}
    </CardPage>
  );
}

function JoinForm({ token, invitation }: { token: string; invitation: InvitationDetails }) {
  const navigate = useNavigate();
  const client = useApolloClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { email, organization, needsPassword } = invitation;
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: {
      name: (name) => (!needsPassword || name.trim() ? null : 'Enter your name.'),
      password: (password) => {
        if (!needsPassword) return password ? null : 'Enter the password of your account.';
        return password.length >= MINIMUM_PASSWORD_LENGTH
          ? null
          : `A password has at least ${MINIMUM_PASSWORD_LENGTH} characters.`;
      },
    },
  });

  async function submit({ name, password }: { name: string; password: string }) {
    setIsBusy(true);
    setProblem(null);
    const outcome = await join(token, name.trim(), password);
    setIsBusy(false);
    if (!outcome.ok) {
      setProblem(outcome.message);
      return;
    }
    await client.clearStore();
    await navigate('/integrations', { replace: true });
  }

  return (
    <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
      <Stack>
        <Text>
          {email} is invited to <b>{organization}</b>.
        </Text>
        <FormProblem>{problem}</FormProblem>
        {needsPassword && <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />}
        {/* For password managers, which otherwise store the password without a user name. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={needsPassword ? 'Choose a password' : 'Password of your account'}
          description={needsPassword ? `At least ${MINIMUM_PASSWORD_LENGTH} characters` : undefined}
          autoComplete={needsPassword ? 'new-password' : 'current-password'}
          visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={isBusy}>
          Join {organization}
        </Button>
      </Stack>
    </form>
  );
}
