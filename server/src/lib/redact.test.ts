import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOKEN } from '../../../tests/support/aws-stand-in.ts';
import { maskSecrets, maskSecretsOfFile, redact } from './redact.ts';

const base64 = Buffer.from(`aws:${TOKEN}`).toString('base64');

describe('redact', () => {
  it.each([
    ['a CodeArtifact token', TOKEN],
    ['a token in a sentence', `the token ${TOKEN}, which ended`],
    ['a token in a URL', `https://aws:${TOKEN}@my-domain.test/npm/`],
    ['a password in a URL', 'http://proxy:CANARY%40word@10.0.0.1:3128'],
    ['an Authorization header', `authorization: Bearer CANARYvalue123`],
    ['basic credentials', `Authorization: Basic ${base64}`],
    ['basic credentials without their scheme', `_auth ${base64}`],
    ['an .npmrc line', '//host/npm/r/:_authToken=CANARY'],
    ['an .npmrc password', '//host/npm/r/:_password="CANARY"'],
    ['an API reply', '{"authorizationToken":"CANARY","expiration":1}'],
    ['an API reply inside a JSON log line', JSON.stringify({ message: '{"authorizationToken":"CANARY"}' })],
    ['an STS reply', '<SecretAccessKey>CANARY</SecretAccessKey><SessionToken>CANARY</SessionToken>'],
    ['SDK credentials', '{"secretAccessKey":"CANARY","sessionToken":"CANARY"}'],
    ['variables of the environment', 'AWS_SECRET_ACCESS_KEY=CANARY AWS_SESSION_TOKEN=CANARY'],
    ['a profile', 'aws_secret_access_key = CANARY\naws_session_token = CANARY'],
    ['the canonical string of a signature error', "'host:sts\nx-amz-security-token:CANARY//\n\nhost'"],
    ['a signed URL', 'https://b.s3.amazonaws.com/k?X-Amz-Security-Token=CANARY&X-Amz-Signature=CANARY'],
    ['a secret access key beside its id', 'AKIAIOSFODNN7EXAMPLE,CANARYUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['a token of GitHub', 'ghp_CANARYCANARYCANARYCANARYCANARYCANARY'],
    ['a token of npm', 'npm_CANARYCANARYCANARYCANARYCANARYCANARY'],
    ['a clear-text password of NuGet', '<add key="Password" ClearTextPassword="CANARY" />'],
    ['a variable with a token', 'export CODEARTIFACT_AUTH_TOKEN=CANARY'],
    ['an API key of ours', 'bl_CANARY_0123456789abcdefghij'],
  ])('masks %s', (_what, text) => {
    const masked = redact(text);
    expect(masked).not.toContain('CANARY');
    expect(masked).not.toContain(base64.slice(0, 40));
    expect(masked).toContain('[redacted]');
  });

  it.each([
    'User: arn:aws:sts::198331734661:assumed-role/R/s is not authorized to perform: sts:AssumeRole',
    'Bearer realm="my-domain/my-repo", Basic realm="my-domain/my-repo"',
    'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/',
    '{"sessionToken":null,"level":30}',
    'bl-4f1c0d2e9b8a7f6e5d4c3b2a19080706',
  ])('leaves what is no secret: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('counts what it masks, and no placeholders of other programs', () => {
    expect(maskSecrets(`token ${TOKEN} and Bearer CANARYvalue123`).secrets).toBe(2);
    expect(maskSecrets(`//host/npm/r/:_authToken=${TOKEN}`).secrets).toBe(1);
    for (const text of [
      '_authToken=${TOKEN}',
      '_authToken=[redacted]',
      'https://aws:****@host/',
      'need: Bearer authorization',
    ]) {
      expect(maskSecrets(text).secrets).toBe(0);
    }
  });

  it('masks a token wherever it stands', () => {
    const part = fc.stringMatching(/^[\w-]{12,40}$/);
    const around = fc.string({ maxLength: 30 }).filter((text) => !/[\w-]$/.test(text));
    fc.assert(
      fc.property(around, fc.tuple(part, part, part, part, part), fc.string(), (before, parts, after) => {
        const secret = `eyJ${parts.join('.')}`;
        expect(redact(`${before}${secret} ${after}`)).not.toContain(secret);
      }),
    );
  });

  it('keeps a line of JSON a line of JSON', () => {
    const values = fc.record({
      sessionToken: fc.option(fc.string()),
      authorizationToken: fc.string(),
      other: fc.string(),
    });
    fc.assert(
      fc.property(values, (value) => {
        expect(() => JSON.parse(redact(JSON.stringify(value)))).not.toThrow();
      }),
    );
  });

  it.each([
    'eyJaaaaaaaaaaaa-',
    'eyJaaaaaaaaaaaa.',
    '//a:',
    '//a:b',
    '_authToken=',
    'Bearer ',
    'YXdzOmV5S',
    'x"',
    'bl_',
  ])('ends for a megabyte of %s', (piece) => {
    expect(redact(piece.repeat(1_000_000 / piece.length)).length).toBeGreaterThan(0);
  });
});

describe('maskSecretsOfFile', () => {
  it.each([
    ['a token in an address', `--index-url https://aws:${TOKEN}@host/simple/`],
    ['a password in an address', '"x": "git+https://user:CANARY@host/x.git"'],
    ['a password with a dollar', 'https://user:CANARY$word@host/'],
    ['a password that looks like a placeholder', 'https://user:CANARY...xxxx@host/'],
    ['a token for a user name', 'git+https://CANARYCANARYCANARYCANARYCANARYCANARY@host/x'],
    ['a token of a registry', '//host/:_authToken=CANARY'],
    ['a password of NuGet', '<add key="ClearTextPassword" value="CANARY" />'],
    ['a token of GitHub', '"x": "https://ghp_CANARYCANARYCANARYCANARYCANARYCANARY@host/x"'],
  ])('masks %s', (_what, text) => {
    const { text: masked, secrets } = maskSecretsOfFile(`first\n${text}\nlast`);
    expect(masked).not.toMatch(/CANARY|eyJ/);
    expect(masked).toContain('[redacted]');
    expect(masked.split('\n')).toHaveLength(3);
    expect(secrets.map(({ line }) => line)).toEqual([2]);
  });

  it.each([
    'requests_auth==1.2.3',
    '"next_auth": "^4.0.0"',
    'description = "Basic authentication, and bearer tokens"',
    'https://user:${TOKEN}@host/',
    'https://user:$TOKEN@host/',
    '//registry:4873/foo/-/foo-1.0.0.tgz',
    'integrity sha512-Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6==',
    '"@babel/core@npm:^7.0.0, @babel/core@npm:^7.1.0":',
    'git+ssh://git@github.com/owner/repository.git#semver:^1.0.0',
    'go.opentelemetry.io/otel v1.0.0 h1:Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6',
  ])('leaves what is no secret: %s', (text) => {
    expect(maskSecretsOfFile(text)).toEqual({ text, secrets: [] });
  });

  it('names the line of each', () => {
    const text = `one\nhttps://a:CANARY@b/\n\n//h/:_authToken=CANARY\nhttps://c:CANARY@d/`;
    expect(maskSecretsOfFile(text).secrets).toEqual([
      { line: 2, what: 'a password in an address' },
      { line: 4, what: 'a token' },
      { line: 5, what: 'a password in an address' },
    ]);
  });
});
