import { app } from 'electron';
import { declareScheme } from './scheme.ts';

app.enableSandbox();
declareScheme();
// A second start hands its files to the first one and ends. The shell is not awaited: Electron gets ready only after this module.
if (app.requestSingleInstanceLock())
  void import('./shell.ts').then(({ openShell }) => openShell(import.meta.dirname));
else app.quit();
