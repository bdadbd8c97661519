/** The only reader of the environment: parsed once, and a wrong value stops the start with a line that names the variable. */

import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
import { checkRoleArn } from '@backline/shared';
import { z } from 'zod';

const DEFAULT_PLATFORM_ROLE_ARN = 'arn:aws:iam::198331734661:role/BacklineIntegrationReadOnlyCodeArtifact';
const DEFAULT_TEMPLATE_URL =
  'https://backline-integration-templates.s3.amazonaws.com/backline-codeartifact-integration-role.yaml';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

const TOO_LONG = 'is longer than 256 characters';

/** Other names under which a setting is commonly given; the first that is set counts. */
const ALIASES: Record<string, string[]> = {
  AWS_REGION: ['AWS_DEFAULT_REGION'],
  AWS_ENDPOINT_URL_STS: ['AWS_ENDPOINT_URL'],
  AWS_ENDPOINT_URL_CODEARTIFACT: ['AWS_ENDPOINT_URL'],
  HTTPS_PROXY: ['https_proxy'],
  NO_PROXY: ['no_proxy'],
};

const environment = z.object({
  PORT: z.coerce
    .number('is not a port number')
    .refine((port) => Number.isInteger(port) && port >= 1 && port <= 65_535, 'is not a port number')
    .default(4000),
  HOST: z.string().default('localhost'),
  PUBLIC_URL: webAddress().optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((address) => address.trim()))
    .refine((addresses) => addresses.every(isAddressOrNetwork), 'is not a list of IP addresses or networks')
    .default([]),
  LOG_LEVEL: z.enum(LOG_LEVELS, `is not one of ${LOG_LEVELS.join(', ')}`).default('info'),
  DATABASE_URL: z
    .string('is missing; it names the PostgreSQL database, e.g. postgres://user:password@host:5432/backline')
    .regex(/^postgres(ql)?:\/\//, 'does not start with postgres://'),
  PLATFORM_ROLE_ARN: z
    .string()
    .refine((value) => checkRoleArn(value).valid, 'is not the ARN of an IAM role')
    .default(DEFAULT_PLATFORM_ROLE_ARN),
  TEMPLATE_URL: z.url({ protocol: /^https$/, error: 'is not an https URL' }).default(DEFAULT_TEMPLATE_URL),
  BOOTSTRAP_ADMIN_EMAIL: z.email('is not an email address').optional(),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(12, 'is shorter than 12 characters').max(256, TOO_LONG).optional(),
  BOOTSTRAP_SUPPORT_EMAIL: z.email('is not an email address').optional(),
  BOOTSTRAP_SUPPORT_PASSWORD: z.string().min(12, 'is shorter than 12 characters').max(256, TOO_LONG).optional(),
  BOOTSTRAP_API_KEY: z.string().min(16, 'is shorter than 16 characters').max(256, TOO_LONG).optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is not an AWS Region, e.g. us-east-1')
    .default('us-east-1'),
  AWS_ENDPOINT_URL_STS: webAddress().optional(),
  AWS_ENDPOINT_URL_CODEARTIFACT: webAddress().optional(),
  HTTPS_PROXY: webAddress().optional(),
  NO_PROXY: z.string().optional(),
  REGISTRY_REQUESTS_PER_SECOND: z.coerce
    .number('is not a number of requests')
    .int('is not a whole number of requests')
    .min(1, 'is less than 1')
    .max(100_000, 'is more than 100000')
    .default(800),
  BUILD_CHECKS: z
    .enum(['true', 'false'], 'is neither true nor false')
    .default('false')
    .transform((text) => text === 'true'),
  PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),
  NODE_EXTRA_CA_CERTS: z.string().refine(isReadable, 'names a file that cannot be read').optional(),
});

export type Environment = z.infer<typeof environment> & {
  /** The address people open, without a slash at its end; decides whether cookies demand https. */
  PUBLIC_URL: string;
};

/** Reads the settings; throws an Error whose message is one line that names the variable. Values are never repeated. */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const nameOf = (setting: string) => [setting, ...(ALIASES[setting] ?? [])].find((name) => source[name]) ?? setting;
  const given = Object.keys(environment.shape).map((setting) => [setting, source[nameOf(setting)] || undefined]);
  const result = environment.safeParse(Object.fromEntries(given));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`Setting ${nameOf(String(issue?.path[0]))} ${issue?.message ?? 'is wrong'}.`);
  }
  const settings = result.data;
  requireBoth(settings, 'BOOTSTRAP_ADMIN_EMAIL', 'BOOTSTRAP_ADMIN_PASSWORD');
  requireBoth(settings, 'BOOTSTRAP_SUPPORT_EMAIL', 'BOOTSTRAP_SUPPORT_PASSWORD');
  const supportEmail = settings.BOOTSTRAP_SUPPORT_EMAIL?.toLowerCase();
  if (supportEmail && supportEmail === settings.BOOTSTRAP_ADMIN_EMAIL?.toLowerCase()) {
    throw new Error('Setting BOOTSTRAP_SUPPORT_EMAIL is that of the admin; support people belong to no organization.');
  }
  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
  return { ...settings, PUBLIC_URL: publicUrl.replace(/\/+$/, '') };
}

function requireBoth(settings: Readonly<Record<string, unknown>>, ...names: [string, string]): void {
  const missing = names.find((name) => settings[name] === undefined);
  const given = names.find((name) => settings[name] !== undefined);
  if (missing && given) throw new Error(`Setting ${missing} is missing; ${given} needs it.`);
}

function webAddress() {
  return z.url({ protocol: /^https?$/, error: 'is not an http or https URL' });
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', prefix] = text.split('/');
  return isIP(address) !== 0 && (prefix === undefined || /^\d{1,3}$/.test(prefix));
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
