import { Button, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';

interface Props {
  /** A change of it, e.g. of the address, gives the content another chance. */
  resetKey?: string;
  children: ReactNode;
}

/** Catches what a page throws, so that the rest stays usable. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidUpdate(previous: Props) {
    // The documented way to reset a boundary; the comparison ends the recursion.
    // oxlint-disable-next-line react/no-did-update-set-state
    if (this.state.hasFailed && previous.resetKey !== this.props.resetKey) this.setState({ hasFailed: false });
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Stack align="flex-start" p="lg" role="alert">
        <Title order={1}>This page stopped working</Title>
        <Text>
          Something in it failed that should not. Nothing was saved or changed by it. Trying again usually helps; after
          an update of the server, reloading does.
        </Text>
        <Button variant="default" onClick={() => this.setState({ hasFailed: false })}>
          Try again
        </Button>
        <Button variant="subtle" onClick={() => location.reload()}>
          Reload
        </Button>
      </Stack>
    );
  }
}
