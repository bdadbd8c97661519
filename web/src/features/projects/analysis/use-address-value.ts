import { useSearchParams } from 'react-router';
import { readList, withToggled, withValue } from '../address.ts';

type Change = (current: URLSearchParams) => URLSearchParams;

/** What the address says beside the page, and how to change one value of it. A change is no step of the way back. */
export function useAddressValue(): [URLSearchParams, (name: string, value: string) => void] {
  const [search, change] = useAddress();
  return [search, (name, value) => change((current) => withValue(current, name, value))];
}

/** Rows that are unfolded, by their ids; they stand in the address, so that one can be sent to somebody. */
export function useOpened(): { opened: ReadonlySet<string>; toggle: (id: string) => void } {
  const [search, change] = useAddress();
  return {
    opened: new Set(readList(search, 'open')),
    toggle: (id) => change((current) => withToggled(current, 'open', id)),
  };
}

function useAddress(): [URLSearchParams, (change: Change) => void] {
  const [search, setSearch] = useSearchParams();
  // The library hands over the address of the last render, which a change that is under way has left behind.
  const current = () => new URLSearchParams(globalThis.location.search);
  return [search, (change) => setSearch(() => change(current()), { replace: true })];
}
