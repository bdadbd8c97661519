import { Text } from '@mantine/core';
import type { PackageTypeDefinition } from '@backline/shared';

/** What is known of a package type that AWS does not list as a CodeArtifact format, and what to do if its address is silent. */
export function UnlistedFormat({ definition: { label, listedByAws } }: { definition: PackageTypeDefinition }) {
  if (listedByAws) return null;
  return (
    <Text size="sm" c="dimmed" maw={720} data-unlisted-format>
      AWS lists no {label} format for CodeArtifact. Backline asks the URL that you entered and reports what it answers.
      If it does not answer, ask AWS Support whether your account has the format; until then, let builds read modules
      from version control (GOPRIVATE) or from a {label} module proxy that you run (GOPROXY).
    </Text>
  );
}
