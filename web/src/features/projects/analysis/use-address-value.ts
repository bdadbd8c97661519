import { useSearchParams } from 'react-router';
import { withValue } from '../address.ts';

/** What the address says beside the page, and how to change one value of it. A change is no step of the way back. */
export function useAddressValue(): [URLSearchParams, (name: string, value: string) => void] {
  const [search, setSearch] = useSearchParams();
  // The library hands over the address of the last render, which a change that is under way has left behind.
  const current = () => new URLSearchParams(globalThis.location.search);
  return [search, (name, value) => setSearch(() => withValue(current(), name, value), { replace: true })];
}

/** Rows that are unfolded, by their ids; they stand in the address, so that one can be sent to somebody. */
export function useOpened(): { opened: ReadonlySet<string>; toggle: (id: string) => void } {
  const [search, setValue] = useAddressValue();
  const opened = new Set((search.get('open') ?? '').split(',').filter((id) => id !== ''));
  return {
    opened,
    toggle: (id) => {
      const next = new Set(opened);
      if (!next.delete(id)) next.add(id);
      setValue('open', [...next].join(','));
    },
  };
}
