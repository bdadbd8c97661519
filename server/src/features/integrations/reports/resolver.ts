import { Arg, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { RequestContext } from '../../../lib/context.ts';
import { CodeArtifactDetailsInputType } from '../types.ts';
import {
  ConnectionTests,
  type ConnectionTestEvent,
  type ConnectionTestInput,
  type ConnectionTestResult,
  type Report,
} from './service.ts';
import { ConnectionReportType, ConnectionTestEventType, ConnectionTestPayloadType } from './types.ts';

/** A subscription starts before type-graphql makes the resolver, so the service is taken from the context. */
interface StreamContext extends RequestContext {
  services: { get(service: typeof ConnectionTests): ConnectionTests };
}

@Resolver()
export class ConnectionTestResolver {
  constructor(private readonly tests: ConnectionTests) {}

  @Mutation(() => ConnectionTestPayloadType, {
    description:
      'Test Connection, before or after saving. The report is saved, and the status set, where integrationId names an integration that holds exactly these details. Ends within 30 s. Needs integrations:write.',
  })
  testCodeArtifactConnection(
    @Arg('input', () => CodeArtifactDetailsInputType) input: CodeArtifactDetailsInputType,
    @Ctx() context: RequestContext,
  ): Promise<ConnectionTestResult> {
    return this.tests.test(context, input);
  }

  @Query(() => ConnectionReportType, {
    description: 'Runs the whole chain now and changes nothing. Ends within 30 s. Needs diagnostics:run.',
  })
  diagnoseIntegration(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Report> {
    return this.tests.diagnose(context, id);
  }

  @Subscription(() => ConnectionTestEventType, {
    description:
      'The same test as testCodeArtifactConnection, told as it runs (SSE at /graphql/stream). Ending the subscription stops it. Needs integrations:write.',
    subscribe: ({ args, context }) => start(context as StreamContext, args.input as ConnectionTestInput),
  })
  codeArtifactConnectionTest(
    @Arg('input', () => CodeArtifactDetailsInputType) _input: CodeArtifactDetailsInputType,
    @Root() event: ConnectionTestEvent,
  ): ConnectionTestEvent {
    return event;
  }
}

function start(context: StreamContext, input: ConnectionTestInput): Promise<AsyncIterable<ConnectionTestEvent>> {
  return context.services.get(ConnectionTests).stream(context, input);
}
