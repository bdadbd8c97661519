import styles from './package-way.module.css';

interface PackageWayProps {
  /** From the project's own requirement to the package, its own name last. */
  way: readonly string[];
  isDirect: boolean;
}

/** How a package comes into the project. */
export function PackageWay({ way, isDirect }: PackageWayProps) {
  if (way.length <= 1)
    return <span>{isDirect ? 'The project asks for it itself' : 'Nothing in the files leads to it'}</span>;
  return (
    <ol className={styles.way} aria-label="How it comes in">
      {way.map((name, index) => (
        // A name can stand in it twice, in two versions.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>{name}</li>
      ))}
    </ol>
  );
}
