/** The trend engine's public face. */
export { analyzeTrend, type DatedAmount, type Trend, type TrendRequest } from './analyze.ts';
