import type { MouseEvent } from 'react';

/**
 * For `onMouseDown` of a button below fields: leaving a field shows its error, which moves the button away from under the
 * pointer, and the click would be lost. The focus stays where it is until the click is done.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
