import { useEffect, useRef, type ReactNode } from 'react';

/** What went wrong, what was not affected, and what to do; the keyboard is led to it. */
export function Problem({ children }: { readonly children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <div ref={box} tabIndex={-1} role="alert" className="problem">
      {children}
    </div>
  );
}
