import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Bus } from './desktop-bus.ts';
import type { Hands } from './desktop-hands.ts';
import type { Processes } from './desktop-processes.ts';

/**
 * What a busctl monitor saw on the desktop's session bus: everything said to and by the notification
 * daemon, and the clicks that the panel passes on to tray icons.
 */
export type Recorded = z.infer<typeof message>;

const message = z.object({
  type: z.string(),
  cookie: z.number(),
  /** When the bus passed it on, µs since 1970. */
  'timestamp-realtime': z.number().optional(),
  reply_cookie: z.number().optional(),
  sender: z.string().nullish(),
  destination: z.string().nullish(),
  member: z.string().nullish(),
  payload: z
    .object({ data: z.array(z.unknown()) })
    .partial()
    .optional(),
});

/** What parts of a desktop are seen and touched by, from outside. */
export type Outside = {
  readonly bus: Bus;
  readonly processes: Pick<Processes, 'run'>;
  readonly hands: Hands;
  /** The log that readRecord reads. */
  readonly record: string;
};

/** The match rules of the monitor; answers of the daemon hold the ids of notices. */
export const recordedMatches = [
  "interface='org.freedesktop.Notifications'",
  "type='method_return',sender='org.freedesktop.Notifications'",
  "interface='org.kde.StatusNotifierItem',member='Activate'",
];

/** The messages in the monitor's log so far, oldest first. */
export const readRecord = (file: string): readonly Recorded[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => message.parse(JSON.parse(line)));
