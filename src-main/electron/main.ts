import { app } from 'electron';
import { refuseOldRuntime } from '../host/runtime-check.ts';
import { declareScheme } from './scheme.ts';

refuseOldRuntime();
app.enableSandbox();
declareScheme();
// A second start hands its files to the first one and ends. The shell is not awaited: Electron gets ready only after this module.
if (app.requestSingleInstanceLock())
  void import('./shell.ts').then(({ openShell }) => openShell(import.meta.dirname));
else app.quit();
