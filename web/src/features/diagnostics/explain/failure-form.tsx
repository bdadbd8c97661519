import { Button, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { IconFileText, IconX } from '@tabler/icons-react';
import { packageTypes, type PackageType } from '@backline/shared';
import { useRef, type ChangeEvent } from 'react';
import { inKilobytes, READABLE_BYTES, readableEnd, sizeOf } from './pasted-text.ts';
import styles from './explain.module.css';

export interface PastedFailure {
  message: string;
  /** Null where it is not stated. */
  packageType: PackageType | null;
  httpStatus: number | null;
}

interface FailureFormProps {
  pasted: PastedFailure;
  onChange: (pasted: PastedFailure) => void;
}

/** The text, and what it may not say itself. */
export function FailureForm({ pasted, onChange }: FailureFormProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const size = sizeOf(pasted.message);
  const isTooLong = size > READABLE_BYTES;
  return (
    <form className={styles.form} aria-label="Error to explain" onSubmit={(event) => event.preventDefault()}>
      <Textarea
        ref={field}
        label="Error text"
        description="As it was printed; nothing of it is stored. Tokens are recognised and masked, but better not pasted."
        className={styles.text ?? ''}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page has no other purpose
        autoFocus
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        rows={10}
        placeholder="npm error code E401"
        value={pasted.message}
        error={isTooLong ? `This is ${inKilobytes(size)}; ${inKilobytes(READABLE_BYTES)} can be read.` : null}
        onChange={(event) => onChange({ ...pasted, message: event.currentTarget.value })}
      />
      <div className={styles.tools}>
        {isTooLong && (
          <Button onClick={() => onChange({ ...pasted, message: readableEnd(pasted.message) })}>
            Keep the last {inKilobytes(READABLE_BYTES)}
          </Button>
        )}
        <OpenFile onOpen={(message) => onChange({ ...pasted, message })} />
        {pasted.message !== '' && (
          <Button
            variant="subtle"
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() => {
              onChange({ message: '', packageType: null, httpStatus: null });
              field.current?.focus();
            }}
          >
            Clear
          </Button>
        )}
      </div>
      <div className={styles.hints}>
        <NativeSelect
          label="Package type"
          description="Where the text does not say"
          value={pasted.packageType ?? ''}
          data={[{ value: '', label: 'Not stated' }, ...packageTypes.map(({ id, label }) => ({ value: id, label }))]}
          onChange={(event) => onChange({ ...pasted, packageType: packageTypeOf(event.currentTarget.value) })}
        />
        <NumberInput
          label="HTTP status"
          description="Where the text does not say"
          placeholder="403"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          maxLength={3}
          value={pasted.httpStatus ?? ''}
          error={isStatus(pasted.httpStatus) ? null : 'From 100 to 599'}
          onChange={(value) => onChange({ ...pasted, httpStatus: typeof value === 'number' ? value : null })}
        />
      </div>
    </form>
  );
}

/** A log from the disk; more of it than can be read is cut from the front. */
function OpenFile({ onOpen }: { onOpen: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  async function open(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (file) onOpen(readableEnd(await file.slice(-READABLE_BYTES).text()));
  }
  return (
    <>
      <input ref={input} type="file" hidden aria-label="Log file" onChange={(event) => void open(event)} />
      <Button
        variant="default"
        leftSection={<IconFileText size={16} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        Open a log file
      </Button>
    </>
  );
}

function packageTypeOf(value: string): PackageType | null {
  return packageTypes.find(({ id }) => id === value)?.id ?? null;
}

function isStatus(status: number | null): boolean {
  return status === null || (status >= 100 && status <= 599);
}
