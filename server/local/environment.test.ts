import { describe, expect, it } from 'vitest';
import { hasAwsSettings, readHost, readPort, withoutProxySettings } from './environment.ts';

describe('hasAwsSettings', () => {
  it.each([
    'AWS_ACCESS_KEY_ID',
    'AWS_PROFILE',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_STS',
    'AWS_ENDPOINT_URL_CODEARTIFACT',
  ])('takes %s for a choice of AWS', (name) => {
    expect(hasAwsSettings({ [name]: 'something' })).toBe(true);
  });

  it('does not take a region, a CA bundle or an empty value for one', () => {
    expect(hasAwsSettings({ AWS_REGION: 'us-east-1', AWS_CA_BUNDLE: '/ca.pem', AWS_PROFILE: '' })).toBe(false);
  });
});

describe('withoutProxySettings', () => {
  it('removes both spellings and nothing else', () => {
    const environment = { HTTPS_PROXY: 'a', https_proxy: 'b', no_proxy: 'c', all_proxy: 'd', PATH: 'e' };
    expect(withoutProxySettings(environment)).toEqual({ PATH: 'e' });
  });
});

describe('readPort', () => {
  it.each([
    [undefined, 4000],
    ['8080', 8080],
    ['0', undefined],
    ['70000', undefined],
    ['http', undefined],
  ])('reads %s as %s', (PORT, port) => {
    expect(readPort(PORT === undefined ? {} : { PORT })).toBe(port);
  });
});

describe('readHost', () => {
  it.each([
    [undefined, '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '127.0.0.1'],
    ['192.0.2.7', '192.0.2.7'],
  ])('asks a server that listens on %s at %s', (HOST, host) => {
    expect(readHost(HOST === undefined ? {} : { HOST })).toBe(host);
  });
});
