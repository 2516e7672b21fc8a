import { Button, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countText } from '../../words/index.ts';
import { Skeleton } from '../waiting.tsx';
import styles from './chart.module.css';
import { csvOf, type ChartTable } from './csv.ts';
import type { ChartOption } from './engine.ts';

/** What a chart shows, and how it is said. */
export interface ChartProps {
  /** The answer in one sentence, with its n; it is the name of the chart for screen readers, too. */
  readonly sentence: string;
  /** A drawing of echarts, without colours: those come from the page. */
  readonly option: ChartOption;
  /** The numbers behind it. A number that is withheld is null. */
  readonly table: ChartTable;
  /** Name of the files to download, without an ending. */
  readonly name: string;
  /** In pixels; 320 unless told. */
  readonly height?: number;
  /** What the reader has to know: uncertainty, what is left out, how it was computed. */
  readonly note?: ReactNode;
}

/** A sentence, the drawing that shows it, the table behind it, and both to take away. */
export function Chart({ sentence, option, table, name, height = 320, note }: ChartProps): ReactNode {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const picture = (): void => {
    const svg = box.current?.querySelector('svg');
    if (svg != null) save(new XMLSerializer().serializeToString(svg), 'image/svg+xml', `${name}.svg`);
  };
  return (
    <figure className={styles['figure']}>
      <figcaption className={styles['sentence']}>{sentence}</figcaption>
      {isTable ? (
        <ChartNumbers table={table} />
      ) : (
        <div ref={box}>
          <Drawing option={option} height={height} sentence={sentence} />
        </div>
      )}
      {note !== undefined && <p className={styles['note']}>{note}</p>}
      <div className={styles['actions']}>
        <Button
          variant="subtle"
          onClick={() => {
            setTable(!isTable);
          }}
        >
          {isTable ? t('parts.chart.drawing') : t('parts.chart.table')}
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            // The mark tells spreadsheets that this is UTF-8.
            save(`\uFEFF${csvOf(table)}`, 'text/csv;charset=utf-8', `${name}.csv`);
          }}
        >
          {t('parts.chart.csv')}
        </Button>
        {!isTable && (
          <Button variant="subtle" onClick={picture}>
            {t('parts.chart.picture')}
          </Button>
        )}
      </div>
    </figure>
  );
}

function Drawing({
  option,
  height,
  sentence,
}: {
  readonly option: ChartOption;
  readonly height: number;
  readonly sentence: string;
}): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    let end = (): void => undefined;
    let isOver = false;
    void import('./engine.ts').then(({ draw }) => {
      if (isOver || element.current === null) return;
      const chart = draw(element.current, option, scheme);
      const watch = new ResizeObserver(() => {
        chart.resize();
      });
      watch.observe(element.current);
      setThere(true);
      end = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => {
      isOver = true;
      end();
    };
  }, [option, scheme]);
  return (
    <div className={styles['drawing']} style={{ minHeight: height }}>
      {/* Over the place of the drawing, so that nothing moves when it comes. */}
      {!isThere && (
        <div style={{ position: 'absolute', inset: 0 }}>
          <Skeleton />
        </div>
      )}
      <div ref={element} role="img" aria-label={sentence} style={{ height }} />
    </div>
  );
}

function ChartNumbers({ table }: { readonly table: ChartTable }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('parts.chart.table')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => (
                <td key={j} className={typeof value === 'number' ? styles['number'] : ''}>
                  {value === null ? (
                    <span className="soft">{t('parts.chart.suppressed')}</span>
                  ) : typeof value === 'number' ? (
                    countText(value)
                  ) : (
                    value
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function save(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
