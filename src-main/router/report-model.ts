import type { Outputs } from '#shared/contract/contract.ts';
import type { Day, Month } from '#shared/domain/calendar.ts';
import { buildReport } from '#shared/engine/report/build.ts';
import type { ReportModel } from '#shared/engine/report/model.ts';
import type { Reader } from '../store/reader.ts';
import { budgetAsKnown } from './budget-past.ts';
import type { Question } from './question.ts';
import { readReportInput, reportFileName, type ReportSetting } from './report-input.ts';

export type ReportOptions = Outputs['reports']['save']['data']['options'] & {
  readonly knownAt?: string | undefined;
};

interface Asked {
  readonly options: ReportOptions;
  readonly asOf: Day;
  readonly setting: ReportSetting;
  /** The ending of the file. */
  readonly format: string;
}

interface Modelled {
  readonly model: ReportModel;
  readonly fileName: string;
  readonly from: Month;
  readonly to: Month;
}

/** A report on a budget, ready to be set in any format. */
export const reportModel: Question<Asked, Modelled> = { name: 'report', isLong: true, answer: modelOf };

function modelOf(reader: Reader, { options, asOf, setting, format }: Asked): Modelled {
  const budget = budgetAsKnown(reader, options.budgetId, options.knownAt);
  const input = readReportInput(reader, budget, options, asOf, setting);
  const { from, to } = input;
  return { model: buildReport(input), fileName: reportFileName(budget, from, to, format), from, to };
}
