import { checkRepositoryUrl } from '@backline/shared';
import { useMay } from '../../identity/viewer.tsx';
import { enteredRows, type DetailsDraft } from '../details/draft.ts';
import { RoutePreview } from './route-preview.tsx';
import styles from './routes.module.css';

/** The preview for repositories that are being entered; only where a package type has several of them. */
export function RoutePreviewPanel({ draft }: { draft: DetailsDraft }) {
  const mayLookUp = useMay('packages:read');
  const rows = enteredRows(draft).filter(({ url, packageType }) => checkRepositoryUrl(url, packageType).valid);
  const repositories = rows.map(({ packageType, url, routes }) => ({ packageType, url, routes }));
  const types = repositories.map(({ packageType }) => packageType);
  if (!mayLookUp || new Set(types).size === types.length) return null;
  return (
    <details className={styles.panel}>
      <summary>Which repository serves this name?</summary>
      <RoutePreview integrationId={null} repositories={repositories} />
    </details>
  );
}
