import { describe, expect, it } from 'vitest';
import { readEnvironment } from './env.ts';

const DATABASE_URL = 'postgres://user:CANARYpassword@127.0.0.1:5432/backline';

describe('readEnvironment', () => {
  it('needs the database and has a default for everything else', () => {
    expect(readEnvironment({ DATABASE_URL })).toMatchObject({
      PORT: 4000,
      PUBLIC_URL: 'http://localhost:4000',
      LOG_LEVEL: 'info',
      AWS_REGION: 'us-east-1',
      PLATFORM_ROLE_ARN: 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact',
    });
  });

  it('takes an empty value for none', () => {
    expect(readEnvironment({ DATABASE_URL, PORT: '', HTTPS_PROXY: '', AWS_REGION: '' })).toMatchObject({ PORT: 4000 });
  });

  it.each([
    ['AWS_DEFAULT_REGION', 'eu-west-1', 'AWS_REGION'],
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4001', 'AWS_ENDPOINT_URL_STS'],
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4001', 'AWS_ENDPOINT_URL_CODEARTIFACT'],
    ['https_proxy', 'http://127.0.0.1:3128', 'HTTPS_PROXY'],
    ['no_proxy', 'localhost', 'NO_PROXY'],
  ])('knows %s=%s as %s, which comes first where both are set', (alias, value, setting) => {
    expect(readEnvironment({ DATABASE_URL, [alias]: value })).toMatchObject({ [setting]: value });
    const own = setting === 'AWS_REGION' ? 'us-west-2' : `${value}9`;
    expect(readEnvironment({ DATABASE_URL, [alias]: value, [setting]: own })).toMatchObject({ [setting]: own });
  });

  it('makes the public address one without a slash at its end', () => {
    const { PUBLIC_URL } = readEnvironment({ DATABASE_URL, PUBLIC_URL: 'https://backline.test//' });
    expect(PUBLIC_URL).toBe('https://backline.test');
  });

  it.each<[string, Record<string, string>, string]>([
    ['no database', { DATABASE_URL: '' }, 'DATABASE_URL is missing'],
    ['another database', { DATABASE_URL: 'mysql://CANARY' }, 'DATABASE_URL does not start with postgres://'],
    ['a port that is text', { PORT: 'CANARY' }, 'PORT is not a port number'],
    ['a port that is none', { PORT: '70000' }, 'PORT is not a port number'],
    ['a port with a part', { PORT: '80.5' }, 'PORT is not a port number'],
    ['a level', { LOG_LEVEL: 'CANARY' }, 'LOG_LEVEL is not one of'],
    ['a role', { PLATFORM_ROLE_ARN: 'arn:aws:iam::1:user/CANARY' }, 'PLATFORM_ROLE_ARN is not the ARN'],
    ['a template', { TEMPLATE_URL: 'http://CANARY.test' }, 'TEMPLATE_URL is not an https URL'],
    ['a Region', { AWS_REGION: 'CANARY' }, 'AWS_REGION is not an AWS Region'],
    ['a Region by its other name', { AWS_DEFAULT_REGION: 'CANARY' }, 'AWS_DEFAULT_REGION is not an AWS Region'],
    ['an endpoint', { AWS_ENDPOINT_URL_STS: 'CANARY' }, 'AWS_ENDPOINT_URL_STS is not an http or https URL'],
    ['both endpoints', { AWS_ENDPOINT_URL: 'ftp://CANARY' }, 'AWS_ENDPOINT_URL is not an http or https URL'],
    ['a proxy without a scheme', { HTTPS_PROXY: 'CANARY:3128' }, 'HTTPS_PROXY is not an http or https URL'],
    ['a proxy in lower case', { https_proxy: 'CANARY' }, 'https_proxy is not an http or https URL'],
    ['authorities', { NODE_EXTRA_CA_CERTS: '/no/CANARY' }, 'NODE_EXTRA_CA_CERTS names a file that cannot be read'],
    ['a short key', { BOOTSTRAP_API_KEY: 'CANARY' }, 'BOOTSTRAP_API_KEY is shorter than 16'],
    ['a long key', { BOOTSTRAP_API_KEY: 'CANARY'.repeat(50) }, 'BOOTSTRAP_API_KEY is longer than 256'],
    ['half an administrator', { BOOTSTRAP_ADMIN_EMAIL: 'a@b.test' }, 'BOOTSTRAP_ADMIN_PASSWORD is missing'],
    ['half a support person', { BOOTSTRAP_SUPPORT_EMAIL: 'a@b.test' }, 'BOOTSTRAP_SUPPORT_PASSWORD is missing'],
    [
      'an admin who is support',
      {
        BOOTSTRAP_ADMIN_EMAIL: 'a@b.test',
        BOOTSTRAP_ADMIN_PASSWORD: 'CANARY-long-enough',
        BOOTSTRAP_SUPPORT_EMAIL: 'A@b.test',
        BOOTSTRAP_SUPPORT_PASSWORD: 'CANARY-long-enough',
      },
      'BOOTSTRAP_SUPPORT_EMAIL is that of the admin',
    ],
    ['the other half', { BOOTSTRAP_ADMIN_PASSWORD: 'CANARY-long-enough' }, 'BOOTSTRAP_ADMIN_EMAIL is missing'],
  ])('refuses %s in one line that names the variable and not its value', (_what, variables, message) => {
    const read = () => readEnvironment({ DATABASE_URL, ...variables });
    expect(read).toThrow(`Setting ${message}`);
    expect(read).not.toThrow(/CANARY|\n/);
  });
});
