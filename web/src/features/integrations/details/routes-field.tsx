import '../../../components/form.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import { TagsInput } from '@mantine/core';
import { checkRoutes, MAXIMUM_ROUTES, type PackageType } from '@backline/shared';
import { FieldCorrection } from '../../../components/field-correction.tsx';
import type { FieldProblem, RepositoryRow } from './draft.ts';
import { errorText } from './field-problems.tsx';
import { routesFieldId } from './route-conflicts.ts';
import styles from './details.module.css';

const forms: Record<PackageType, string> = {
  NPM: 'Scopes such as @acme.',
  PYPI: 'Beginnings of names such as acme-.',
  GO: 'Beginnings of module paths such as go.acme.example/.',
  NUGET: 'Beginnings of ids such as Acme.',
};

export interface RoutesFieldProps {
  row: RepositoryRow;
  /** Of the URL field, to tell several of these apart. */
  label: string;
  errors: readonly FieldProblem[];
  onRoutes: (routes: string[]) => void;
}

/** Which names a repository alone serves, where a package type has several repositories. */
export function RoutesField({ row, label, errors, onRoutes }: RoutesFieldProps) {
  const id = routesFieldId(row);
  const mendable = checkRoutes([row]).find(({ suggestion }) => suggestion !== null);
  const route = row.routes[Number(mendable?.field?.[3])];
  const suggestion = mendable?.suggestion;
  return (
    <div className={styles.routes}>
      <TagsInput
        id={id}
        label="Only for these names"
        aria-label={`Only for these names, ${label}`}
        description={`Optional. ${forms[row.packageType]} This repository alone serves them; without any, it serves every other name.`}
        placeholder={row.routes.length === 0 ? 'Type one and press Enter' : ''}
        className={styles.mono}
        spellCheck={false}
        autoCapitalize="none"
        splitChars={[',', ' ']}
        maxTags={MAXIMUM_ROUTES}
        value={row.routes}
        error={errorText(errors, id)}
        onChange={onRoutes}
      />
      {route !== undefined && suggestion && (
        <FieldCorrection
          before={route}
          after={suggestion}
          onAccept={() => onRoutes(row.routes.map((other) => (other === route ? suggestion : other)))}
        />
      )}
    </div>
  );
}
