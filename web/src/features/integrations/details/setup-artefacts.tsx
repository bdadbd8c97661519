import '@mantine/core/styles/Tabs.layer.css';
import { Button, Tabs, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { CodeBlock } from '../../../components/code-block.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import type { CodeArtifactSetupQuery } from '../../../graphql/generated/graphql.ts';
import styles from './details.module.css';

export type Setup = CodeArtifactSetupQuery['codeArtifactSetup'];

const ways = ['cloudformation', 'terraform', 'cli', 'manual'] as const;

/** Four ways to create the role, every value filled in. Which one is open stands in the address. */
export function SetupArtefacts({ setup }: { setup: Setup }) {
  const [search, setSearch] = useSearchParams();
  const way = ways.find((candidate) => candidate === search.get('with')) ?? 'cloudformation';
  return (
    <Tabs
      value={way}
      keepMounted={false}
      onChange={(value) =>
        setSearch(
          (previous) => {
            previous.set('with', value ?? 'cloudformation');
            return previous;
          },
          { replace: true },
        )
      }
    >
      <Tabs.List aria-label="Ways to create the role">
        <Tabs.Tab value="cloudformation">CloudFormation</Tabs.Tab>
        <Tabs.Tab value="terraform">Terraform</Tabs.Tab>
        <Tabs.Tab value="cli">AWS CLI</Tabs.Tab>
        <Tabs.Tab value="manual">Manual</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="cloudformation">
        <CloudFormation setup={setup} />
      </Tabs.Panel>
      <Tabs.Panel value="terraform">
        <div className={styles.artefact}>
          <Text>
            Add this to a configuration whose AWS provider works in the account, run "terraform apply", and copy the
            output role_arn.
          </Text>
          <CodeBlock
            language="hcl"
            code={setup.terraform}
            label="Terraform configuration"
            fileName="backline-codeartifact.tf"
          />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="cli">
        <div className={styles.artefact}>
          <Text>
            Run this with credentials of the account that may create IAM roles. The last command prints the role ARN.
          </Text>
          <CodeBlock language="bash" code={setup.awsCli} label="AWS CLI script" fileName="backline-codeartifact.sh" />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="manual">
        <Manual setup={setup} />
      </Tabs.Panel>
    </Tabs>
  );
}

function CloudFormation({ setup }: { setup: Setup }) {
  return (
    <div className={styles.artefact}>
      <div>
        <Button
          component="a"
          href={setup.cloudFormationUrl}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          Launch stack in AWS
        </Button>
      </div>
      <ol className={styles.numbered}>
        <li>
          The AWS console opens with template, stack name and External ID filled in. Sign in to the account that has the
          packages.
        </li>
        <li>Acknowledge that the stack creates an IAM role, then choose Create stack.</li>
        <li>When the stack is complete, open its Outputs tab and copy the role ARN.</li>
      </ol>
      <details className={styles.panel}>
        <summary>View the template</summary>
        <CodeBlock
          language="yaml"
          code={setup.cloudFormationTemplate}
          label="CloudFormation template"
          fileName="backline-codeartifact-integration-role.yaml"
        />
      </details>
    </div>
  );
}

function Manual({ setup }: { setup: Setup }) {
  return (
    <div className={styles.artefact}>
      <ol className={styles.numbered}>
        <li>
          In the IAM console, create a role named <Identifier value={setup.roleName} label="role name" /> with the trust
          policy below.
        </li>
        <li>
          Attach the permissions policy as an inline policy named{' '}
          <Identifier value="CustomerCodeArtifactReadPolicy" label="policy name" />
          {setup.permissionsPolicy.includes('<YOUR_ACCOUNT_ID>') &&
            ', with your account ID in place of <YOUR_ACCOUNT_ID>'}
          .
        </li>
        <li>Copy the ARN from the role's summary page.</li>
      </ol>
      <CodeBlock language="json" code={setup.trustPolicy} label="trust policy" fileName="trust-policy.json" />
      <CodeBlock
        language="json"
        code={setup.permissionsPolicy}
        label="permissions policy"
        fileName="CustomerCodeArtifactReadPolicy.json"
      />
    </div>
  );
}
