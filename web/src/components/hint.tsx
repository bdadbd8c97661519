import { cloneElement, useEffect, useId, useRef, type ReactElement } from 'react';
import styles from './hint.module.css';

const OPEN_DELAY_MS = 250;
const MARGIN_PX = 8;

export interface HintProps {
  label: string;
  /** Names the thing already, so the hint is for the eye alone. */
  isDecorative?: boolean;
  isMonospace?: boolean;
  children: ReactElement<{ 'aria-describedby'?: string | undefined }>;
}

/**
 * A text on hover and keyboard focus, gone with Escape. The browser's own popover instead of a positioning library, which
 * would be an eighth of what a first visit loads.
 */
export function Hint({ label, isDecorative = false, isMonospace = false, children }: HintProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function show() {
    if (!anchor.current || !bubble.current || bubble.current.matches(':popover-open')) return;
    bubble.current.showPopover();
    place(bubble.current, anchor.current.getBoundingClientRect());
  }

  function hide() {
    clearTimeout(timer.current);
    if (bubble.current?.matches(':popover-open')) bubble.current.hidePopover();
  }

  return (
    // The handlers only show what the child's description says anyway.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      ref={anchor}
      className={styles.anchor}
      onPointerEnter={() => {
        timer.current = setTimeout(show, OPEN_DELAY_MS);
      }}
      onPointerLeave={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show()}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {cloneElement(children, { 'aria-describedby': isDecorative ? undefined : id })}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="manual"
        className={styles.bubble}
        data-monospace={isMonospace || undefined}
      >
        {label}
      </span>
    </span>
  );
}

/** Above the anchor where there is room, else below, and never outside of the window. */
function place(bubble: HTMLElement, anchor: DOMRect) {
  const { width, height } = bubble.getBoundingClientRect();
  const left = anchor.left + anchor.width / 2 - width / 2;
  const above = anchor.top - height - MARGIN_PX;
  bubble.style.left = `${Math.max(MARGIN_PX, Math.min(left, window.innerWidth - width - MARGIN_PX))}px`;
  bubble.style.top = `${above >= MARGIN_PX ? above : anchor.bottom + MARGIN_PX}px`;
}
