import { z } from 'zod';
import { grantRefDecoder } from './grant-ref.ts';
import { LEAD_RANGE } from './session/attention.ts';

const targets = z.array(grantRefDecoder).min(1).max(5000);

/** What a person says about the ends of grants. */
export const noticeCommands = {
  /** The ends of these are told again after so many seconds, but never in their last minute. Nothing is asked until then. */
  'snooze-notice': z.strictObject({
    kind: z.literal('snooze-notice'),
    targets,
    seconds: z.number().int().min(60).max(86_400),
  }),
  /**
   * What is held of these is the last: it is neither renewed nor asked for, and nobody is told when it ends. With a
   * session goes what lives on it. Starting them again takes it back.
   */
  'let-end': z.strictObject({ kind: z.literal('let-end'), targets }),
  /** How long before it needs a person the end of a role or session is told; null: as the settings say. */
  'set-notice-lead': z.strictObject({
    kind: z.literal('set-notice-lead'),
    target: grantRefDecoder,
    seconds: z.number().int().min(LEAD_RANGE[0]).max(LEAD_RANGE[1]).nullable(),
  }),
} as const;

export type NoticeCommand = {
  [K in keyof typeof noticeCommands]: z.infer<(typeof noticeCommands)[K]>;
}[keyof typeof noticeCommands];

export const isNoticeCommand = (command: { readonly kind: string }): command is NoticeCommand =>
  Object.hasOwn(noticeCommands, command.kind);
