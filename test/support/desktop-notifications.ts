import { z } from 'zod';
import type { Bus } from './desktop-bus.ts';
import { readRecord, type Outside } from './desktop-record.ts';
import { findWindows } from './find-windows.ts';
import { until } from './until.ts';

/** A notice as the program sent it to the notification daemon. */
export type Notice = {
  readonly id: number | undefined;
  readonly app: string;
  readonly title: string;
  readonly body: string;
  /** What can be done about it, by names: `default` is its click, the others are buttons. */
  readonly actions: readonly string[];
  /** False once it was closed, by a person or by the program. */
  readonly open: boolean;
};

export type Notifications = {
  /** Every notice since the desktop was handed out, oldest first. */
  all(): readonly Notice[];
  /** How many bubbles the daemon shows now. */
  shown(): Promise<number>;
  /** Clicks the topmost bubble with the pointer, waiting for one. */
  click(): Promise<void>;
};

const notify = z
  .tuple([z.string(), z.number(), z.string(), z.string(), z.string(), z.array(z.string())])
  .rest(z.unknown());
const identifier = z.number();

const daemon = {
  service: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
};
/** What dunst tells of itself beside what every daemon tells. */
const DUNST = 'org.dunstproject.cmd0';

/** How many bubbles the daemon shows now. */
export const shownNotifications = async (bus: Bus): Promise<number> =>
  identifier.parse((await bus.properties(daemon, DUNST)).get('displayedLength'));

/** Takes every bubble off the screen, also those that wait for room. */
export const closeNotifications = async (bus: Bus): Promise<void> => {
  await bus.call(daemon, DUNST, 'NotificationCloseAll');
};

/** The notification daemon. */
export const createNotifications = ({ bus, processes, hands, record }: Outside): Notifications => {
  const all: Notifications['all'] = () => {
    const messages = readRecord(record);
    const closed = new Set(
      messages.flatMap(({ member, payload }) =>
        member === 'NotificationClosed' ? [payload?.data?.[0]] : [],
      ),
    );
    return messages.flatMap((call) => {
      if (call.member !== 'Notify' || call.type !== 'method_call') return [];
      const [app, , , title, body, named] = notify.parse(call.payload?.data);
      const answer = messages.find(
        ({ reply_cookie, destination }) =>
          reply_cookie === call.cookie && destination === call.sender,
      );
      const id = identifier.safeParse(answer?.payload?.data?.[0]).data;
      // Names and labels in turn.
      const actions = named.filter((_, index) => index % 2 === 0);
      return [{ id, app, title, body, actions, open: id === undefined || !closed.has(id) }];
    });
  };

  const bubble = async (): Promise<{ readonly x: number; readonly y: number } | undefined> => {
    const [window] = await findWindows(processes, '--onlyvisible', '--class', '^Dunst$');
    if (window === undefined) return undefined;
    const geometry = await processes.run(['xdotool', 'getwindowgeometry', '--shell', window]);
    const value = (name: string): number =>
      Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(geometry)?.[1]);
    return { x: value('X') + Math.round(value('WIDTH') / 2), y: value('Y') + 24 };
  };

  return {
    all,
    shown: () => shownNotifications(bus),
    click: async () => {
      const { x, y } = await until('a notification bubble', bubble);
      await hands('mousemove', String(x), String(y), 'click', '1');
    },
  };
};
