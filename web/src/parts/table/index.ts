export { BulkBar, BulkDialog, type BulkAction, type BulkOutcome, type BulkPreview } from './bulk-bar.tsx';
export { DataTable, type Column, type DataTableProps } from './data-table.tsx';
export { useRows, type RowPage, type Rows } from './rows.ts';
export { useSelection, type Chosen, type Selection } from './selection.ts';
export type { FilterSpec } from './tools.tsx';
export { orderQuery, tableSearch, useView, type View, type ViewSpec } from './view.ts';
