import '../../../components/form.css';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconTrash } from '@tabler/icons-react';
import {
  checkRepositoryUrl,
  packageTypeDefinition,
  type PackageType,
  type PackageTypeDefinition,
} from '@backline/shared';
import { useState } from 'react';
import { UnlistedFormat } from '../../../components/unlisted-format.tsx';
import type { DraftCheck, RepositoryRow } from './draft.ts';
import { errorText, FieldNotes } from './field-problems.tsx';
import { RoutesField } from './routes-field.tsx';
import styles from './details.module.css';

/** Typing is not judged letter by letter, only when it pauses. */
const PAUSE_MS = 500;

export interface RepositoryFieldProps {
  row: RepositoryRow;
  label: string;
  check: DraftCheck;
  wasSubmitted: boolean;
  /** Whether the package type has other repositories, so that names can be shared out among them. */
  hasSiblings: boolean;
  onUrl: (url: string) => void;
  onRoutes: (routes: string[]) => void;
  onMove: (packageType: PackageType) => void;
  onRemove: (() => void) | null;
}

/** One repository URL, judged while it is entered. */
export function RepositoryField(props: RepositoryFieldProps) {
  const { row, label, check, wasSubmitted, hasSiblings, onUrl, onRoutes, onMove, onRemove } = props;
  const [settled] = useDebouncedValue(row.url, PAUSE_MS);
  const [isFocused, setIsFocused] = useState(false);
  const definition = packageTypeDefinition(row.packageType);
  const isJudged = row.url.trim() !== '' && (settled === row.url || !isFocused);
  const errors = isJudged || wasSubmitted ? check.errors : [];
  const own = checkRepositoryUrl(row.url, row.packageType);
  const other = own.valid ? null : checkRepositoryUrl(row.url.trim());
  const otherType = other?.valid && other.packageType !== row.packageType ? other.packageType : null;
  const hasError = errors.some(({ fieldId }) => fieldId === row.key);

  return (
    <div className={styles.row}>
      <div>
        <TextInput
          id={row.key}
          label={label}
          placeholder={definition.exampleUrl}
          description={describe(definition)}
          className={styles.mono}
          type="text"
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          value={row.url}
          error={errorText(errors, row.key)}
          onChange={(event) => onUrl(event.currentTarget.value)}
          onFocus={() => setIsFocused(true)}
          onBlur={() => setIsFocused(false)}
        />
        {isJudged && otherType && (
          <Button variant="default" size="compact-sm" mt={6} onClick={() => onMove(otherType)}>
            Move it to {packageTypeDefinition(otherType).label}
          </Button>
        )}
        {own.valid && !hasError && (
          <p className={styles.confirmation}>
            <IconCircleCheck size={16} aria-label="Valid:" />
            <span>
              Repository {own.repository} in domain {own.domain}, account {own.domainOwner}, {own.region}
            </span>
          </p>
        )}
        <FieldNotes
          fieldId={row.key}
          value={row.url}
          errors={isJudged && !otherType ? errors : []}
          warnings={check.warnings}
          onCorrect={onUrl}
        />
        {row.url.trim() !== '' && <UnlistedFormat definition={definition} />}
        {((hasSiblings && row.url.trim() !== '') || row.routes.length > 0) && (
          <RoutesField row={row} label={label} errors={check.errors} onRoutes={onRoutes} />
        )}
      </div>
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" size={34} mt={22} aria-label={`Remove ${label}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}

function describe({ urlTail, listedByAws, label }: PackageTypeDefinition): string | undefined {
  if (!listedByAws) {
    return `AWS lists no ${label} format for CodeArtifact. A URL of this form may be entered; the connection test asks it and reports what it really answered.`;
  }
  return urlTail ? `Ends with /${urlTail}` : undefined;
}
