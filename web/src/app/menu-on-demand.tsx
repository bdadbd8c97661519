import { Suspense, cloneElement, useState, type ComponentType, type ReactElement } from 'react';

export interface OpenMenuProps {
  /** The button that opens and closes the menu. */
  target: ReactElement;
}

export interface MenuOnDemandProps {
  target: ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean }>;
  /** Loaded with the first click; it opens at once. */
  menu: ComponentType<OpenMenuProps>;
}

/** A menu's button, without the menu until somebody wants it. */
export function MenuOnDemand({ target, menu: OpenMenu }: MenuOnDemandProps) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) {
    return (
      <Suspense fallback={target}>
        <OpenMenu target={target} />
      </Suspense>
    );
  }
  return cloneElement(target, { onClick: () => setIsWanted(true), 'aria-haspopup': 'menu', 'aria-expanded': false });
}
