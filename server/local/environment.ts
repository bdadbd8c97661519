const awsSettings = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

const proxySettings = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];

/**
 * Whether somebody said which AWS to talk to. A region or a CA bundle alone says nothing about that: many machines set
 * them for other tools.
 */
export function hasAwsSettings(environment: NodeJS.ProcessEnv): boolean {
  return Object.entries(environment).some(
    ([name, value]) => value && (awsSettings.includes(name) || name.startsWith('AWS_ENDPOINT_URL')),
  );
}

/** The environment without the network's proxy settings, which must not lead the server around the lab's own proxy. */
export function withoutProxySettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !proxySettings.includes(name.toUpperCase())),
  );
}

/** The port that the server will listen on, or undefined where the setting is wrong: the server then says so. */
export function readPort(environment: NodeJS.ProcessEnv): number | undefined {
  const port = Number(environment['PORT'] ?? 4000);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

/** The address on this machine where the server can be asked, whatever it listens on. */
export function readHost(environment: NodeJS.ProcessEnv): string {
  const host = environment['HOST'] ?? '';
  return ['', 'localhost', '0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
}
