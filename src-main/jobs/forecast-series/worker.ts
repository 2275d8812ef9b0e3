import { parentPort, workerData } from 'node:worker_threads';
import { forecastBatch, type Batch, type SeriesOptions } from './batch.ts';

const options = workerData as SeriesOptions;
parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(forecastBatch(batch, options)));
