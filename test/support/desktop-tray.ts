import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Bus, BusObject } from './desktop-bus.ts';
import { readRecord, type Outside } from './desktop-record.ts';
import { until } from './until.ts';

/** An icon in the tray, as its program describes it to the panel. */
export type TrayItem = BusObject & {
  readonly id: string;
  readonly title: string;
  readonly tooltip: string;
  /** Changes when and only when the picture does. */
  readonly iconDigest: string;
};

/** An entry of a tray icon's menu. */
export type MenuEntry = {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly separator: boolean;
  /** Ticked or not, for entries that can be. */
  readonly toggled: boolean | undefined;
  readonly children: readonly MenuEntry[];
};

/** A label, a pattern of it, or the labels on the way to it. */
export type MenuPath = string | RegExp | readonly string[];

export type Tray = {
  /** The icons the panel shows; none when there is no panel. */
  items(): Promise<readonly TrayItem[]>;
  /** Clicks the first icon with the pointer, waiting for it to be drawn and for the panel to pass the click on. */
  click(): Promise<void>;
  /** When the latest click was passed on, ms since 1970. */
  clickedAt(): number;
  /** The menu of the first icon, top level first, waiting for the icon to appear. */
  menu(): Promise<readonly MenuEntry[]>;
  /**
   * Clicks a menu entry found by its label (or a pattern), at any depth, or by the labels that lead to it; waits until
   * it is there and enabled. What opens a submenu is none.
   */
  clickMenu(label: MenuPath): Promise<void>;
};

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';

const watcher: BusObject = { service: WATCHER, path: '/StatusNotifierWatcher' };

const names = z.array(z.string());
const text = z.string().catch('');
const tooltip = z.tuple([z.string(), z.unknown(), z.string(), z.string()]);

const variant = z.object({ data: z.unknown() });
const node = z.tuple([z.number(), z.record(z.string(), variant), z.array(variant)]);
const layout = z.tuple([z.number(), z.unknown()]);

const entryOf = (data: unknown): MenuEntry => {
  const [id, properties, children] = node.parse(data);
  const property = (name: string): unknown => properties[name]?.data;
  const label = text.parse(property('label'));
  return {
    id,
    // An underscore marks the access key; two of them are one.
    label: label.replaceAll(/_(.)/g, '$1'),
    enabled: property('enabled') !== false,
    separator: property('type') === 'separator',
    toggled: property('toggle-type') === undefined ? undefined : property('toggle-state') === 1,
    children: children
      .map((child) => entryOf(child.data))
      .filter((_, index) => visible(children[index]?.data)),
  };
};

const visible = (data: unknown): boolean => node.parse(data)[1]['visible']?.data !== false;

type Placed = { readonly entry: MenuEntry; readonly path: readonly string[] };

const flat = (entries: readonly MenuEntry[], path: readonly string[] = []): readonly Placed[] =>
  entries.flatMap((entry) => {
    const here = [...path, entry.label];
    return entry.children.length === 0 ? [{ entry, path: here }] : flat(entry.children, here);
  });

const fits = ({ entry, path }: Placed, wanted: MenuPath): boolean => {
  if (typeof wanted === 'string') return entry.label === wanted;
  if (wanted instanceof RegExp) return wanted.test(entry.label);
  return path.join('\n') === wanted.join('\n');
};

/** What the panel knows of, by the names that programs told it. */
export const registeredItems = async (bus: Bus): Promise<readonly string[]> =>
  names.parse((await bus.properties(watcher, WATCHER)).get('RegisteredStatusNotifierItems'));

/** The tray: what the panel knows over D-Bus, and its place on the screen. */
export const createTray = ({ bus, processes, hands, record }: Outside): Tray => {
  const describe = async (name: string): Promise<TrayItem> => {
    const slash = name.indexOf('/');
    const item =
      slash < 0
        ? { service: name, path: '/StatusNotifierItem' }
        : { service: name.slice(0, slash), path: name.slice(slash) };
    const properties = await bus.properties(item, ITEM);
    const tip = tooltip.safeParse(properties.get('ToolTip'));
    const picture = JSON.stringify([properties.get('IconName'), properties.get('IconPixmap')]);
    return {
      ...item,
      id: text.parse(properties.get('Id')),
      title: text.parse(properties.get('Title')),
      tooltip: tip.success ? [tip.data[2], tip.data[3]].filter(Boolean).join('\n') : '',
      iconDigest: createHash('sha256').update(picture).digest('hex').slice(0, 16),
    };
  };

  const items: Tray['items'] = async () => {
    if (!(await bus.hasOwner(WATCHER))) return [];
    return Promise.all((await registeredItems(bus)).map(describe));
  };

  const first = (): Promise<TrayItem> => until('a tray icon', async () => (await items())[0]);

  const clicksSeen = () =>
    readRecord(record).filter(
      ({ member, type }) => member === 'Activate' && type === 'method_call',
    );
  const clicks = (): number => clicksSeen().length;

  /**
   * The middle of the tray's first icon on the screen, in pixels; the panel shows the tray in a window of its own, at the
   * screen's upper edge, and its icon's tooltip in another one below it.
   */
  const firstIcon = async (): Promise<{ readonly x: string; readonly y: string } | undefined> => {
    const wanted = ['search', '--onlyvisible', '--class', '^Wrapper-2.0$'];
    // It fails where there is none, and where a tooltip goes meanwhile.
    const told = await processes
      .run(['xdotool', ...wanted, 'getwindowgeometry', '--shell', '%@'])
      .catch(() => '');
    const places = told.matchAll(/^X=(-?\d+)\nY=(-?\d+)\nWIDTH=(\d+)\nHEIGHT=(\d+)$/gm);
    for (const [x = 0, y, width = 0, height = 0] of [...places].map((one) =>
      one.slice(1).map(Number),
    )) {
      const half = Math.round(height / 2);
      // Icons are as wide as the panel is high; without one the tray is a line.
      if (y === 0 && width >= height / 2) return { x: String(x + half), y: String(half) };
    }
    return undefined;
  };

  const menuObject = async (): Promise<BusObject> => {
    const item = await first();
    const path = text.parse((await bus.properties(item, ITEM)).get('Menu'));
    return { service: item.service, path };
  };

  const read = async (menu: BusObject): Promise<readonly MenuEntry[]> => {
    const reply = await bus.call(menu, MENU, 'GetLayout', 'iias', '0', '-1', '0');
    return entryOf(layout.parse(reply)[1]).children;
  };

  return {
    items,
    clickedAt: () => Number(clicksSeen().at(-1)?.['timestamp-realtime']) / 1000,
    click: async () => {
      await first();
      const before = clicks();
      await until('the panel to pass on a click', async () => {
        // The icon is known to the bus a moment before the panel draws it: a click may be too early.
        const place = await firstIcon();
        if (place === undefined) return false;
        await hands('mousemove', place.x, place.y, 'click', '1');
        return until('the click', () => clicks() > before, { timeout: 10_000 }).catch(() => false);
      });
    },
    menu: async () => read(await menuObject()),
    clickMenu: async (label) => {
      const object = await menuObject();
      await until(`a click on the enabled menu entry ${String(label)}`, async () => {
        const found = flat(await read(object)).find((one) => one.entry.enabled && fits(one, label));
        if (found === undefined) return false;
        // A menu that was made anew meanwhile knows the entry by another number, and refuses this one.
        const { id } = found.entry;
        await bus.call(object, MENU, 'Event', 'isvu', String(id), 'clicked', 'i', '0', '0');
        return true;
      });
    },
  };
};
