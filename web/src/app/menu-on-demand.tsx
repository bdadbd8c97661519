import { Suspense, cloneElement, useRef, useState, type ComponentType, type ReactElement } from 'react';

export interface OpenMenuProps {
  /** The button that opens and closes the menu. */
  target: ReactElement;
  /** To be called when the menu closes. */
  onClose: () => void;
}

export interface MenuOnDemandProps {
  target: ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean }>;
  /** Loaded with the first click; it opens at once. */
  menu: ComponentType<OpenMenuProps>;
}

/** A menu's button, without the menu until somebody wants it. */
export function MenuOnDemand({ target, menu: OpenMenu }: MenuOnDemandProps) {
  const [isWanted, setIsWanted] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  /** The menu came with a new button, so it does not know where the focus was before. */
  function returnFocus() {
    const focused = document.activeElement;
    if (focused === document.body || place.current?.contains(focused)) place.current?.querySelector('button')?.focus();
  }

  return (
    <div ref={place} style={{ minWidth: 0 }}>
      {isWanted ? (
        <Suspense fallback={target}>
          <OpenMenu target={target} onClose={returnFocus} />
        </Suspense>
      ) : (
        cloneElement(target, { onClick: () => setIsWanted(true), 'aria-haspopup': 'menu', 'aria-expanded': false })
      )}
    </div>
  );
}
