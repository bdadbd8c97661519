import '../../components/form.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { isFiltered, NO_FILTER, type AuditView } from './address.ts';
import { auditLogValuesQuery } from './queries.ts';
import styles from './audit.module.css';

export interface FilterFormProps {
  view: AuditView;
  onFilter: (view: AuditView) => void;
}

/** By whom, what, when and any text; Enter filters. */
export function FilterForm({ view, onFilter }: FilterFormProps) {
  const { data } = useQuery(auditLogValuesQuery, { fetchPolicy: 'no-cache' });
  const [shown, setShown] = useState(view);
  const [draft, setDraft] = useState(view);
  // Another address, by a link or the browser's own buttons, takes the place of what was entered.
  if (JSON.stringify(shown) !== JSON.stringify(view)) {
    setShown(view);
    setDraft(view);
  }
  const change = (part: Partial<AuditView>) => setDraft({ ...draft, ...part });
  const isOrderWrong = draft.from !== '' && draft.until !== '' && draft.from >= draft.until;

  return (
    <form
      role="search"
      aria-label="Audit log"
      className={styles.filter}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOrderWrong) onFilter({ ...draft, after: '' });
      }}
    >
      <NativeSelect
        label="Who"
        data={choices('Anybody', data?.auditLogValues.actors ?? [], draft.actor)}
        value={draft.actor}
        onChange={(event) => change({ actor: event.currentTarget.value })}
      />
      <NativeSelect
        label="What"
        data={choices('Anything', withBeginnings(data?.auditLogValues.actions ?? []), draft.action)}
        value={draft.action}
        onChange={(event) => change({ action: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label="From (UTC)"
        value={draft.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label="Until (UTC)"
        value={draft.until}
        error={isOrderWrong ? 'This must be later than "From".' : null}
        onChange={(event) => change({ until: event.currentTarget.value })}
      />
      <TextInput
        label="Text"
        placeholder="Name, address, request id"
        className={styles.text}
        maxLength={200}
        value={draft.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <div className={styles.submit}>
        <Button type="submit" variant="default" leftSection={<IconSearch size={16} aria-hidden />}>
          Filter
        </Button>
        {isFiltered(view) && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => onFilter(NO_FILTER)}
          >
            Show all
          </Button>
        )}
      </div>
    </form>
  );
}

/** The chosen value stays among the choices, also where the log has it no more, or not yet. */
function choices(none: string, values: readonly string[], chosen: string) {
  const all = chosen === '' || values.includes(chosen) ? values : [chosen, ...values];
  return [{ value: '', label: none }, ...all.map((value) => ({ value, label: labelOf(value) }))];
}

/** Before the actions of one thing, all of them at once. */
function withBeginnings(actions: readonly string[]): string[] {
  const beginnings = actions.map((action) => `${action.split('.')[0] ?? ''}.`);
  return actions.flatMap((action, index) => {
    const beginning = beginnings[index] ?? '';
    const isFirst = beginnings.indexOf(beginning) === index;
    const isOnly = beginnings.lastIndexOf(beginning) === index;
    return isFirst && !isOnly ? [beginning, action] : [action];
  });
}

function labelOf(value: string): string {
  return value.endsWith('.') ? `${value}* (all)` : value;
}
