export function ForecastPage() {
  return null;
}
