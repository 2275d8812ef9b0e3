import { z } from 'zod';
import { SEVERITIES } from '../domain/alert.ts';

const destinationFields = {
  id: z.string().min(1).max(60),
  enabled: z.boolean().default(true),
  minimumSeverity: z.enum(SEVERITIES).default('warning'),
};
const mailAddress = z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'must be a mail address');
const webhookAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).max(2000);

/** What stands in answers for a password; sent back, the password stays as it is. */
export const KEPT_PASSWORD = '********';

/** Where alerts are sent beside the inbox; the setting `destinations`. None: nothing leaves the machine. */
export const destinationsSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('webhook'), ...destinationFields, url: webhookAddress }),
      z.object({
        kind: z.literal('email'),
        ...destinationFields,
        host: z.string().min(1),
        port: z.number().int().min(1).max(65535),
        secure: z.boolean().default(false),
        user: z.string().optional(),
        password: z.string().optional(),
        from: mailAddress,
        to: z.array(mailAddress).min(1).max(20),
      }),
    ]),
  )
  .max(20)
  .refine(
    (list) => new Set(list.map(({ id }) => id)).size === list.length,
    'two destinations have the same id',
  );
export type Destination = z.output<typeof destinationsSchema>[number];
