import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defaultDeployment, PLATFORM_ACCOUNT, type Deployment } from './default-world.ts';

/** What the stack is deployed with. Only the External ID has to be given. */
export type DeploymentInput = Partial<Deployment> & Pick<Deployment, 'externalId'>;

const FILE = 'deployments.json';

// The rules of the product's template: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
const deployment = z.strictObject({
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{8,1224}$/u, 'The External ID must have 8 to 1,224 letters, digits or any of +=,.@:/_-'),
  accountId: z
    .string()
    .regex(/^\d{12}$/u, 'The account id must have 12 digits')
    .refine((id) => id !== PLATFORM_ACCOUNT, "This is the platform's own account")
    .default(defaultDeployment.accountId),
  roleName: z
    .string()
    .regex(/^[\w+=,.@-]{1,64}$/u, 'The role name must have 1 to 64 letters, digits or any of +=,.@_-')
    .default(defaultDeployment.roleName),
  rolePath: z
    .string()
    .regex(/^\/(?:[!-~]{1,510}\/)?$/u, 'The role path must begin and end with a slash')
    .default(defaultDeployment.rolePath),
});

/** Throws an Error that says what is not acceptable. */
export function checkDeployment(input: unknown): Deployment {
  const result = deployment.safeParse(input);
  if (!result.success) throw new Error(result.error.issues.map(({ message }) => message).join('. '));
  return result.data;
}

/** What was deployed in an earlier run; nothing where the file is missing or cannot be read. */
export function readDeployments(folder: string): readonly Deployment[] {
  try {
    return z.array(deployment).parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch {
    return [];
  }
}

export function rememberDeployments(folder: string, deployments: readonly Deployment[]): void {
  writeFileSync(join(folder, FILE), JSON.stringify(deployments, null, 2));
}
