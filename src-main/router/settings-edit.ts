import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '#shared/domain/settings.ts';
import { putSettings, readSettings } from '../store/settings.ts';
import type { Writer } from '../store/writer.ts';
import { nextPolicy } from './approval-steps.ts';

type Policy = Parameters<typeof nextPolicy>[1];

/** Settings to change; a policy is given as it was stated, without the version that it will have. */
export type SettingsEdit = Partial<Omit<Settings, 'approvalPolicy'>> & { readonly approvalPolicy?: Policy };

/** Puts settings; answers all of them. */
export function applySettings(writer: Writer, { approvalPolicy: policy, ...rest }: SettingsEdit): Settings {
  putSettings(writer, {
    ...rest,
    ...(policy !== undefined &&
      isOtherPolicy(policy, readSettings(writer).approvalPolicy) && {
        approvalPolicy: nextPolicy(writer, policy),
      }),
  });
  return readSettings(writer);
}

/** A policy that was read and is sent back is no edit of it, and gets no new version. */
function isOtherPolicy(stated: object | null, stored: unknown): boolean {
  const content = (policy: unknown): unknown =>
    typeof policy === 'object' && policy !== null ? { ...policy, version: 0 } : null;
  return !isDeepStrictEqual(content(stated), content(stored));
}
