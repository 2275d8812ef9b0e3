import { describe, expect, it } from 'vitest';
import { forecastRequest } from '#shared/contract/forecasts.ts';
import { FORECAST_MODELS, modelNamed } from '#shared/domain/forecast.ts';

describe('names of models', () => {
  it.each([
    ['seasonal-naive', 'seasonalNaive'],
    ['seasonal naive', 'seasonalNaive'],
    ['snaive', 'seasonalNaive'],
    ['SeasonalNaive', 'seasonalNaive'],
    ['AutoETS', 'ets'],
    ['ETS', 'ets'],
    ['holt-winters', 'holtWinters'],
    ['Holt–Winters', 'holtWinters'],
    ['HOLT_WINTERS', 'holtWinters'],
    ['Theil-Sen', 'theilSen'],
    ['moving average', 'movingAverage'],
    ['auto.arima', 'arima'],
    ['Dynamic Optimised Theta', 'dynamicTheta'],
    ['DOTM', 'dynamicTheta'],
    ['damped trend', 'damped'],
    ['STL', 'stl'],
  ])('%s is %s', (name, model) => {
    expect(modelNamed(name)).toBe(model);
  });

  it('keep their own, in any spelling', () => {
    for (const model of FORECAST_MODELS) {
      expect(modelNamed(model)).toBe(model);
      expect(modelNamed(model.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))).toBe(model);
    }
  });

  it.each(['oracle', '', 'constructor', 'naive2'])('that no model has are none: %s', (name) => {
    expect(modelNamed(name)).toBeUndefined();
  });

  it('are refused with the list where a request has no such model', () => {
    const parsed = forecastRequest.safeParse({ model: 'oracle' });
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['model'] });
    expect(parsed.error?.issues[0]?.message).toContain(
      'no model "oracle"; known are auto, naive, seasonalNaive',
    );
    expect(forecastRequest.parse({ model: 'Holt-Winters' }).model).toBe('holtWinters');
  });
});
