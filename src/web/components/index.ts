/** Everything that pages are made of. */
export { Answer, Bar, Downloads, Figure, Figures, HowComputed, percentOf, Rupiah, State } from './figures.js';
export { Chart, drawChart } from './chart.js';
export type { ChartImage, ChartInput, Tone } from './chart.js';
export { Csrf, ErrorSummary, fieldId, Filters, FormField, withCsrf, WithdrawForm } from './form.js';
export type { FilterField, FormFieldProps, Option } from './form.js';
export { EmptyState, Notice } from './notice.js';
export { Page } from './page.js';
export type { Crumb, PageProps } from './page.js';
export { DataTable, Pager, Tabs } from './table.js';
export type { Column, Sort } from './table.js';
export { address } from '../address.js';
export { renderPage, seeOther } from '../render.js';
export { Context } from '../context.js';
export type { PageContext } from '../context.js';
