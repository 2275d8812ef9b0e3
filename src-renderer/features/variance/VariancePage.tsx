export function VariancePage() {
  return null;
}
