import { useEffect, useState, type ReactNode } from 'react';

/** Shows its content only after 150 ms: what arrives sooner needs no skeleton. */
export function Delayed({ children }: { children: ReactNode }) {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return isDue ? children : null;
}
