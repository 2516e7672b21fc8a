import { useClickOutside } from '@mantine/hooks';
import { useId, useRef, useState, type ReactNode } from 'react';
import styles from './disclosure.module.css';

interface ButtonProps {
  readonly 'aria-expanded': boolean;
  readonly 'aria-controls': string;
  readonly onClick: () => void;
}

/** A button that shows something small below itself; Esc, a click elsewhere, or leaving it closes it. */
export function Disclosure({
  button,
  side = 'end',
  children,
}: {
  readonly button: (props: ButtonProps) => ReactNode;
  /** With which edge of the button it is in line. */
  readonly side?: 'start' | 'end';
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(false);
  };
  useClickOutside(close, null, [box.current]);
  return (
    <div
      ref={box}
      className={styles['box']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        close();
        box.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      {button({
        'aria-expanded': isOpen,
        'aria-controls': id,
        onClick: () => {
          setOpen(!isOpen);
        },
      })}
      <div id={id} className={styles['content']} data-side={side} hidden={!isOpen}>
        {isOpen && (typeof children === 'function' ? children(close) : children)}
      </div>
    </div>
  );
}
