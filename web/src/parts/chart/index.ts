export { Chart, type ChartProps } from './chart.tsx';
export { csvOf, type ChartTable } from './csv.ts';
