import { useImperativeHandle, useId, useRef, type Ref } from 'react';
import { lineCount, offsetOf } from './text-position.ts';
import styles from './policy-field.module.css';

export interface PolicyFieldHandle {
  /** Puts the cursor there, selects the rest of the line, and brings it into view. */
  goTo: (line: number, column: number) => void;
}

export interface LineMark {
  line: number;
  tone: 'bad' | 'warning' | 'neutral';
}

export interface PolicyFieldProps {
  label: string;
  description: string;
  placeholder?: string;
  value: string;
  rows?: number;
  /** Lines whose number is coloured; what is wrong there is said elsewhere too. */
  marks?: readonly LineMark[];
  error?: string | null;
  onChange: (value: string) => void;
  ref?: Ref<PolicyFieldHandle>;
}

/** Of the style sheet; the number of a line decides how far it is scrolled. */
const LINE_HEIGHT = 19;

/** A text of many lines with their numbers, so that a place in it can be named and gone to. */
export function PolicyField(props: PolicyFieldProps) {
  const { label, description, placeholder, value, rows = 14, marks = [], error, onChange, ref } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    goTo: (line, column) => {
      const area = field.current;
      if (!area) return;
      const start = offsetOf(area.value, line, column);
      const end = area.value.indexOf('\n', start);
      area.focus({ preventScroll: true });
      area.setSelectionRange(start, end === -1 ? area.value.length : end);
      area.scrollTop = Math.max(0, (line - 1) * LINE_HEIGHT - area.clientHeight / 3);
      area.scrollIntoView({ block: 'center' });
    },
  }));
  const tones = new Map(marks.map(({ line, tone }) => [line, tone]));
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <p className={styles.description} id={`${id}-description`}>
        {description}
      </p>
      <div
        className={styles.frame}
        data-invalid={Boolean(error) || undefined}
        style={{ height: rows * LINE_HEIGHT + 20 }}
      >
        <div className={styles.gutter} aria-hidden>
          <div ref={numbers} className={styles.numbers}>
            {Array.from({ length: Math.max(lineCount(value), 1) }, (_, index) => (
              <span key={index} data-tone={tones.get(index + 1)}>
                {index + 1}
              </span>
            ))}
          </div>
        </div>
        <textarea
          ref={field}
          id={id}
          className={styles.text}
          wrap="off"
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          placeholder={placeholder}
          aria-describedby={`${id}-description${error ? ` ${id}-error` : ''}`}
          aria-invalid={error ? true : undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (numbers.current) numbers.current.style.transform = `translateY(${-event.currentTarget.scrollTop}px)`;
          }}
        />
      </div>
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
