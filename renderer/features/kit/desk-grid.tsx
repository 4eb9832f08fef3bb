/**
 * A table of many rows: one tab stop, ↑↓ PageUp PageDown Home End move, Enter opens. Only the rows in sight are drawn.
 * Knows nothing of what a row is; columns that do not fit the width are left out by their own `from`.
 */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface GridColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** a track of CSS grid, e.g. `150px` or `minmax(80px,1fr)` */
  readonly track: string;
  readonly align?: 'right';
  /** shown from this width of the table on, px */
  readonly from?: number;
  readonly cell: (row: Row) => ReactNode;
}

interface DeskGridProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly rowHeight: number;
  readonly columns: readonly GridColumn<Row>[];
  readonly openId: string | null;
  readonly onOpen: (row: Row) => void;
  /** more rows are wanted */
  readonly onEnd?: () => void;
  /** instead of rows, when there are none */
  readonly empty?: ReactNode;
  readonly total?: number;
}

const overscan = 6;
const headHeight = 37;

export function DeskGrid<Row>(props: DeskGridProps<Row>) {
  const { label, rows, rowId, rowHeight, openId, onOpen, onEnd, empty } = props;
  const box = useRef<HTMLDivElement>(null);
  const domId = useId();
  const [size, setSize] = useState({ width: 1000, height: 600 });
  const [top, setTop] = useState(0);
  const [activeId, setActiveId] = useState<string | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const columns = props.columns.filter((column) => (column.from ?? 0) <= size.width);
  const template = columns.map((column) => column.track).join(' ');
  const isEmpty = rows.length === 0;
  const wantedActive = rows.findIndex((row) => rowId(row) === (activeId ?? openId));
  const active = rows.length === 0 ? -1 : Math.max(0, wantedActive);
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const last = Math.min(rows.length, Math.ceil((top + size.height) / rowHeight) + overscan);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  // the row that aria-activedescendant names must exist, also when it is scrolled away
  if (active >= 0 && (active < first || active >= last)) shown.push(active);

  const isNearEnd = rows.length > 0 && last >= rows.length - overscan;
  const endWanted = useRef(onEnd);
  useEffect(() => {
    endWanted.current = onEnd;
  });
  useEffect(() => {
    if (isNearEnd) endWanted.current?.();
  }, [isNearEnd, rows.length]);

  const move = (to: number): void => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[index];
    const element = box.current;
    if (row === undefined || !element) return;
    setActiveId(rowId(row));
    const up = index * rowHeight;
    const visible = element.clientHeight - headHeight;
    if (up < element.scrollTop) element.scrollTop = up;
    else if (up + rowHeight > element.scrollTop + visible) element.scrollTop = up + rowHeight - visible;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== box.current || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((size.height - headHeight) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.length - 1,
    };
    const step = steps[event.key];
    const row = rows[active];
    if (step !== undefined) move(step);
    else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) onOpen(row);
    else return;
    event.preventDefault();
  };

  return (
    <div className="kit-grid-box">
      <div
        ref={box}
        className={`kit-grid${isEmpty ? ' is-empty' : ''}`}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={(props.total ?? rows.length) + 1}
        aria-activedescendant={active >= 0 ? `${domId}-${active}` : undefined}
        onKeyDown={onKeyDown}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div className="kit-grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <div key={column.id} role="columnheader" className={column.align === 'right' ? 'is-right' : undefined}>
              {column.title}
            </div>
          ))}
        </div>
        {!isEmpty && (
          <div role="rowgroup" className="kit-grid-rows" style={{ height: rows.length * rowHeight }}>
            {shown.map((index) => {
              const row = rows[index];
              if (row === undefined) return null;
              const id = rowId(row);
              return (
                <div
                  key={id}
                  id={`${domId}-${index}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={id === openId}
                  className={`kit-grid-row${index === active ? ' is-active' : ''}`}
                  style={{ gridTemplateColumns: template, height: rowHeight, top: index * rowHeight }}
                  onClick={() => {
                    setActiveId(id);
                    onOpen(row);
                  }}
                >
                  {columns.map((column) => (
                    <div key={column.id} role="gridcell" className={column.align === 'right' ? 'is-right' : undefined}>
                      {column.cell(row)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
      {isEmpty && <div className="kit-grid-empty">{empty}</div>}
    </div>
  );
}
