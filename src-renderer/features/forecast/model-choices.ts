import { FORECAST_MODELS, modelTitle } from '#shared/domain/forecast.ts';

/** The models as a list offers them. */
export const MODEL_CHOICES = FORECAST_MODELS.map((name) => ({
  value: name,
  label: name === 'auto' ? 'automatic, by back-test' : modelTitle(name),
}));
