import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure, startConnectedLab, CUSTOMER_ROLE, type ConnectedLab } from '../../tests/support/lab-clients.ts';

let lab: ConnectedLab['lab'];
let aws: ConnectedLab['aws'];
let stop: ConnectedLab['stop'];

beforeAll(async () => {
  ({ lab, aws, stop } = await startConnectedLab());
});
afterEach(() => lab.reset());
afterAll(() => stop());

describe('AssumeRole', () => {
  it.each<[string, object, string]>([
    [
      'a short External ID',
      { ExternalId: '' },
      "1 validation error detected: Value '' at 'externalId' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      'an External ID with a blank',
      { ExternalId: '%20' },
      String.raw`1 validation error detected: Value '%20' at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@:\/-]*`,
    ],
    [
      'a session name with a slash',
      { RoleSessionName: 'PowerUser/ann' },
      String.raw`1 validation error detected: Value 'PowerUser/ann' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*`,
    ],
    [
      'an empty role',
      { RoleArn: '' },
      String.raw`2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20`,
    ],
    [
      'a duration of a day',
      { DurationSeconds: 86_400 },
      "1 validation error detected: Value '86400' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      'more than an hour from a role',
      { DurationSeconds: 7_200 },
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    ],
    ['no ARN', { RoleArn: 'BacklineCodeArtifactIntegrationRole' }, 'BacklineCodeArtifactIntegrationRole is invalid'],
  ])('refuses %s', async (_, input, message) => {
    expect(await failure(aws.assumeCustomerRole(input))).toEqual({ code: 'ValidationError', status: 400, message });
  });

  it("refuses more than the role's own maximum where no role is chained", async () => {
    const RoleArn = 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact';
    expect(await failure(aws.assume(undefined, { RoleArn, DurationSeconds: 7_200 }))).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
  });

  it.each<[string, object, string]>([
    [
      'a user',
      { RoleArn: 'arn:aws:iam::111122223333:user/ann' },
      'sts:AssumeRole on resource: arn:aws:iam::111122223333:user/ann',
    ],
    [
      'the name in another letter case',
      { RoleArn: CUSTOMER_ROLE.toLowerCase() },
      `on resource: ${CUSTOMER_ROLE.toLowerCase()}`,
    ],
    [
      'tags without leave',
      { Tags: [{ Key: 'team', Value: 'core' }] },
      `is not authorized to perform: sts:TagSession on resource: ${CUSTOMER_ROLE}`,
    ],
    [
      'a source identity without leave',
      { SourceIdentity: 'ann' },
      `is not authorized to perform: sts:SetSourceIdentity on resource: ${CUSTOMER_ROLE}`,
    ],
  ])('denies %s', async (_, input, text) => {
    const denied = await failure(aws.assumeCustomerRole(input));
    expect(denied).toMatchObject({ code: 'AccessDenied', status: 403 });
    expect(denied.message.endsWith(text)).toBe(true);
  });

  it('honours a session policy, and refuses one that is none', async () => {
    const allow = (Action: string) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    const session = await aws.assumeCustomerRole({ Policy: allow('codeartifact:GetRepositoryEndpoint') });
    expect(await aws.endpoint(session, 'npm')).toContain('/npm/my-repo/');
    expect((await failure(aws.token(session))).message).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/BacklineCodeArtifactIntegrationRole/one is not authorized to perform: codeartifact:GetAuthorizationToken on resource: arn:aws:codeartifact:us-east-1:111122223333:domain/my-domain because no session policy allows the codeartifact:GetAuthorizationToken action',
    );
    expect(await failure(aws.assumeCustomerRole({ Policy: '{}' }))).toMatchObject({
      code: 'MalformedPolicyDocumentException',
      status: 400,
    });
    expect(await failure(aws.assumeCustomerRole({ Policy: allow('codeartifact:*'.padEnd(2_048, 'x')) }))).toMatchObject(
      { code: 'ValidationError' },
    );
  });
});

describe('signatures', () => {
  it.each<[string, object, string, string]>([
    [
      'another secret',
      { secretAccessKey: 'x' },
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ],
    [
      'an unknown key',
      { accessKeyId: 'AKIAUNKNOWN' },
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
    ],
    [
      'a session without its token',
      { sessionToken: 'another' },
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
    ],
  ])('with %s are refused', async (_, change, code, message) => {
    const session = await aws.assumePlatformRole();
    expect(await failure(aws.identity({ ...session, ...change }))).toEqual({ code, status: 403, message });
  });

  it('are demanded', async () => {
    const reply = await aws.get('https://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15');
    expect(reply.status).toBe(403);
    expect(reply.body).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});
