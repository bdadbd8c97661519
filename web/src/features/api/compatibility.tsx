import { Text, Title } from '@mantine/core';
import { apiChanges } from './changes.ts';
import { promises } from './promise.ts';
import styles from './api.module.css';

/** What may change and what may not, and what did. */
export function Compatibility() {
  return (
    <div className={styles.prose}>
      <section aria-labelledby="promise">
        <Title order={2} id="promise">
          What you can rely on
        </Title>
        <Text maw={720}>
          The API has no versions: it grows, and a tool that was written against it keeps working. Every change is
          checked against the last released schema before it is made.
        </Text>
        {promises.map(({ title, rules }) => (
          <section key={title} aria-label={title}>
            <Title order={3} mt="md">
              {title}
            </Title>
            <ul className={styles.rules}>
              {rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
          </section>
        ))}
      </section>
      <section aria-labelledby="changes">
        <Title order={2} id="changes">
          Changes
        </Title>
        <ol className={styles.changes}>
          {apiChanges.map(({ date, kind, text }) => (
            <li key={`${date} ${text}`}>
              <time dateTime={date}>{date}</time>
              <span className={styles.kind}>{kind}</span>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
