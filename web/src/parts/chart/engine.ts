import { BarChart, CustomChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { palettes, type Scheme } from './palette.ts';

// The only file that knows the drawing library; it is fetched when the first chart is shown.
use([
  AriaComponent,
  BarChart,
  CustomChart,
  DatasetComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  SankeyChart,
  ScatterChart,
  SVGRenderer,
  TooltipComponent,
  VisualMapComponent,
]);

export type { EChartsCoreOption as ChartOption };

/** Draws into an element in the colours of the page; answers with the chart, to be changed and removed. */
export function draw(element: HTMLElement, option: EChartsCoreOption, scheme: Scheme): EChartsType {
  const chart = init(element, null, { renderer: 'svg' });
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    axisLine: { lineStyle: { color: token('line-strong') } },
    axisLabel: { color: token('soft') },
    splitLine: { lineStyle: { color: token('line') } },
    nameTextStyle: { color: token('soft') },
  };
  const axes = Object.fromEntries(
    ['xAxis', 'yAxis'].flatMap((name) => {
      const given = option[name];
      if (given === undefined) return [];
      const wear = (one: unknown): object => {
        const own = one as Partial<typeof axis>;
        // What a screen says of its labels is about their room, not about their colour.
        return { ...axis, ...own, axisLabel: { ...axis.axisLabel, ...own.axisLabel } };
      };
      return [[name, Array.isArray(given) ? given.map(wear) : wear(given)]];
    }),
  );
  const legend = option['legend'] as object | undefined;
  const legendColours = { textStyle: { color: token('text') }, inactiveColor: token('soft') };
  chart.setOption({
    color: [...palettes[scheme]],
    textStyle: { fontFamily: token('sans'), color: token('text') },
    animation: false,
    grid: {
      left: 8,
      right: 16,
      top: 24,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: token('surface'),
      borderColor: token('line-strong'),
      textStyle: { color: token('text') },
      ...(option['tooltip'] as object | undefined),
    },
    ...option,
    ...(legend === undefined ? {} : { legend: { ...legendColours, ...legend } }),
    ...axes,
  });
  return chart;
}
