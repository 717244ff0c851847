import type { Message, MessageBus } from 'dbus-native';
import type { Presence } from '../../app/ports-lock.ts';
import {
  cameOrWent,
  changedProperties,
  isOnBus,
  isToAll,
  openSessionBus,
  openSystemBus,
  ownerRule,
  propertyOf,
} from './buses.ts';

/**
 * Who on a Linux desktop says that the screen was locked, each under a name of its own by the same signal. GNOME's
 * also says so when the screen only went dark, so it counts only where logind knows nothing of the session.
 */
const GNOME = 'org.gnome.ScreenSaver';
const lockers: readonly string[] = [
  'org.freedesktop.ScreenSaver',
  GNOME,
  'org.cinnamon.ScreenSaver',
  'org.mate.ScreenSaver',
  'org.xfce.ScreenSaver',
];

/** logind: the session that this desktop is, what locks it, and who holds back sleep until we let go. */
const LOGIND = 'org.freedesktop.login1';
const SESSION = `${LOGIND}.Session`;

/** GNOME's count of idle time, on Wayland as well. */
const IDLE = 'org.gnome.Mutter.IdleMonitor';
const IDLE_OBJECT = { destination: IDLE, path: '/org/gnome/Mutter/IdleMonitor/Core' } as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a locker is asked: at its name as a path, or at the root. */
const pathsOf = (name: string): readonly string[] => [`/${name.replaceAll('.', '/')}`, '/'];

/** Whether somebody answers under the name of a locker. Some only take the name, to hold off screen savers. */
const isLocker = async (bus: MessageBus, name: string): Promise<boolean> => {
  if (!(await isOnBus(bus, name))) return false;
  const asked = pathsOf(name).map((path) =>
    bus.invoke({ destination: name, path, interface: name, member: 'GetActive' }),
  );
  return Promise.any(asked).then(
    (active: unknown) => typeof active === 'boolean',
    () => false,
  );
};

const pathIn = (value: unknown): string | null =>
  typeof value === 'string' && value.startsWith('/org/') ? value : null;

/** logind's object of the session on this desktop; null: it knows none, or does not run. */
const findSession = async (bus: MessageBus, env: Environment): Promise<string | null> => {
  const ask = (member: string, signature: string, value: unknown): Promise<unknown> =>
    Promise.resolve(
      bus.invoke({
        destination: LOGIND,
        path: '/org/freedesktop/login1',
        interface: `${LOGIND}.Manager`,
        member,
        signature,
        body: [value],
      }),
    );
  const named = env['XDG_SESSION_ID'];
  const ways: readonly (() => Promise<unknown>)[] = [
    ...(named ? [() => ask('GetSession', 's', named)] : []),
    () => ask('GetSessionByPID', 'u', process.pid),
    // Whoever is started by the user's own services belongs to no session.
    async () => {
      const user = pathIn(await ask('GetUser', 'u', process.getuid?.() ?? 0)) ?? '';
      const shown = await propertyOf(
        bus,
        { destination: LOGIND, path: user },
        `${LOGIND}.User`,
        'Display',
      );
      return Array.isArray(shown) ? shown[1] : null;
    },
  ];
  for (const way of ways) {
    // In turn: the next is a guess that is worth less.
    // oxlint-disable-next-line no-await-in-loop
    const found = pathIn(await way().catch(() => null));
    if (found !== null) return found;
  }
  return null;
};

const isLockOfSession = (message: Message): boolean => {
  if (message.interface === SESSION) return message.member === 'Lock';
  const changed = changedProperties(message);
  return changed?.of === SESSION && changed.to['LockedHint'] === true;
};

const lockerOf = ({ interface: name, member, body }: Message): string | null =>
  member === 'ActiveChanged' && body?.[0] === true && lockers.includes(name ?? '')
    ? (name ?? null)
    : null;

/** What is known of the two buses. */
type Known = {
  readonly lockers: readonly string[];
  readonly session: string | null;
  readonly logind: boolean;
  readonly counts: boolean;
};

const nothingKnown: Known = { lockers: [], session: null, logind: false, counts: false };

/**
 * Presence on a Linux desktop, by the signals of its buses. `serverIdle` is the X server's count of idle time, ms;
 * null: there is none to be trusted. Sleep is told by Electron, which listens to logind and holds sleep back until
 * everybody was told; here is only seen whether it can.
 */
export const createLinuxPresence = (
  env: Environment,
  serverIdle: () => number | null,
): Presence => {
  const state: { known: Known; session: MessageBus | null } = {
    known: nothingKnown,
    session: null,
  };

  const lookAtSession = async (bus: MessageBus): Promise<Partial<Known>> => {
    const found = await Promise.all(lockers.map((name) => isLocker(bus, name)));
    return {
      lockers: lockers.filter((_, index) => found[index]),
      counts: await isOnBus(bus, IDLE),
    };
  };

  const lookAtSystem = async (bus: MessageBus): Promise<Partial<Known>> => {
    const logind = await isOnBus(bus, LOGIND);
    return { logind, session: logind ? await findSession(bus, env) : null };
  };

  return {
    watch: ({ tells, away }) => {
      const here = { ended: false };
      const buses: MessageBus[] = [];
      const tell = (): void => {
        const { known } = state;
        tells({
          screen: known.lockers.length > 0 || known.session !== null,
          sleep: known.logind,
          idle: known.counts || serverIdle() !== null,
          finger: false,
        });
      };
      const follow = async (
        bus: MessageBus,
        rules: readonly string[],
        look: (bus: MessageBus) => Promise<Partial<Known>>,
        nothing: Partial<Known>,
        heard: (message: Message) => void,
      ): Promise<void> => {
        bus.connection.on('error', () => undefined);
        // Whoever listened is gone already: nobody else would let go of it.
        if (here.ended) return void bus.close();
        buses.push(bus);
        const looks = { asked: 0 };
        const know = (seen: Partial<Known>): void => {
          if (here.ended) return;
          state.known = { ...state.known, ...seen };
          tell();
        };
        const again = async (): Promise<void> => {
          looks.asked += 1;
          const { asked } = looks;
          const seen = await look(bus).catch(() => null);
          // Another signal asked again meanwhile: only the latest answer counts.
          if (seen !== null && asked === looks.asked) know(seen);
        };
        // Nothing is heard of it any more, and nobody may count on it.
        bus.connection.on('close', () => {
          looks.asked += 1;
          know(nothing);
        });
        bus.connection.on('message', (message) => {
          if (here.ended || !isToAll(message)) return;
          if (cameOrWent(message) !== null) void again();
          else heard(message);
        });
        await Promise.all(rules.map((rule) => bus.watch(rule))).catch(() => undefined);
        await again();
      };
      const followSession = async (): Promise<void> => {
        const bus = await openSessionBus();
        if (bus === null) return;
        state.session = bus;
        const rules = lockers.flatMap((name) => [
          ownerRule(name),
          `type='signal',sender='${name}',interface='${name}',member='ActiveChanged'`,
        ]);
        const nothing = { lockers: [], counts: false };
        await follow(bus, [...rules, ownerRule(IDLE)], lookAtSession, nothing, (message) => {
          const locker = lockerOf(message);
          if (locker === null || (locker === GNOME && state.known.session !== null)) return;
          away('screen');
        });
      };
      const followSystem = async (): Promise<void> => {
        const rules = [
          ownerRule(LOGIND),
          `type='signal',sender='${LOGIND}',path_namespace='/org/freedesktop/login1/session'`,
        ];
        const nothing = { logind: false, session: null };
        await follow(await openSystemBus(), rules, lookAtSystem, nothing, (message) => {
          // Other sessions of this computer are told of as well.
          if (message.path === state.known.session && isLockOfSession(message)) away('screen');
        });
      };
      tell();
      void Promise.allSettled([followSession(), followSystem()]);
      return () => {
        here.ended = true;
        for (const bus of buses) void bus.close();
      };
    },
    askFinger: async () => false,
    idleFor: async () => {
      if (!state.known.counts || state.session === null) return serverIdle();
      const idle: unknown = await Promise.resolve(
        state.session.invoke({ ...IDLE_OBJECT, interface: IDLE, member: 'GetIdletime' }),
      ).catch(() => null);
      return typeof idle === 'bigint' || typeof idle === 'number' ? Number(idle) : serverIdle();
    },
  };
};
