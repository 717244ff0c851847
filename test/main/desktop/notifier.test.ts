import { EventEmitter } from 'node:events';
import type { NotificationConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { createNotifier, offersActions } from '../../../main/desktop/notifier.ts';
import type { AppNotice, NoticeAction } from '../../../app/view/notices.ts';

describe('whether a notice has buttons', () => {
  it.each([
    ['darwin', '33.2.1', true],
    ['darwin', '45.4.1', true],
    // Before 45 Windows draws them, and pressing one tells nobody.
    ['win32', '33.2.1', false],
    ['win32', '44.9.9', false],
    ['win32', '45.0.0-beta.3', true],
    ['win32', '45.4.1', true],
    ['win32', '100.0.0', true],
    ['linux', '33.2.1', false],
    ['linux', '45.4.1', false],
  ] as const)('%s, Electron %s: %s', (platform, electron, offered) => {
    expect(offersActions(platform, electron)).toBe(offered);
  });
});

/** Electron's notices, as a system shows them that has none of its own. */
const system = (supported = true) => {
  const shown: Played[] = [];
  class Played extends EventEmitter {
    static isSupported = (): boolean => supported;
    closed = false;
    constructor(readonly options: NotificationConstructorOptions) {
      super();
    }
    show(): void {
      shown.push(this);
    }
    close(): void {
      this.closed = true;
    }
  }
  return { library: Played, shown };
};

const SNOOZE: NoticeAction = { kind: 'snooze', seconds: 300 };
const LET_END: NoticeAction = { kind: 'let-end' };
const ada = { kind: 'session', identity: 'ada' } as const;

const endsSoon = (key: string): AppNotice => ({
  kind: 'ends-soon',
  key,
  target: ada,
  targets: [ada],
  endsAt: 0,
  others: 0,
  needs: 'code',
  roles: 1,
  actions: [SNOOZE, LET_END],
});

const ended: AppNotice = {
  kind: 'ended',
  key: 'ended',
  target: ada,
  endedAt: 0,
  others: 0,
  roles: 1,
};

/** A notifier, and what was done about its notices. */
const notifying = (buttons: boolean, supported = true) => {
  const { library, shown } = system(supported);
  const done: string[] = [];
  const notifier = createNotifier({
    library,
    words: ({ key }) => ({ title: key, body: `about ${key}` }),
    actionWords: ({ kind }) => kind,
    icon: '/icon.png',
    buttons,
  });
  const show = (notice: AppNotice): void =>
    notifier.show(
      notice,
      () => done.push(`${notice.key} clicked`),
      (action) => done.push(`${notice.key} ${action.kind}`),
    );
  return { show, withdraw: notifier.withdraw, shown, done };
};

describe('a notice', () => {
  it('has its buttons where there are any, and each does its own', () => {
    const { show, shown, done } = notifying(true);
    show(endsSoon('soon'));
    expect(shown[0]?.options).toEqual({
      title: 'soon',
      body: 'about soon',
      icon: '/icon.png',
      actions: [
        { type: 'button', text: 'snooze' },
        { type: 'button', text: 'let-end' },
      ],
    });
    shown[0]?.emit('action', {}, 1);
    shown[0]?.emit('action', {}, 0);
    // Windows counts what it likes, and a button that is none does nothing.
    shown[0]?.emit('action', {}, 2);
    shown[0]?.emit('action', {}, -1);
    expect(done).toEqual(['soon let-end', 'soon snooze']);
  });

  it('has none where they would tell nobody, and none about what is over; a click does what it always does', () => {
    const without = notifying(false);
    without.show(endsSoon('soon'));
    const withButtons = notifying(true);
    withButtons.show(ended);
    for (const { shown, done } of [without, withButtons]) {
      expect(shown[0]?.options.actions).toEqual([]);
      shown[0]?.emit('action', {}, 0);
      expect(done).toEqual([]);
      shown[0]?.emit('click');
      expect(done).toHaveLength(1);
    }
  });

  it('takes the place of one of the same key, and of no other', () => {
    const { show, shown } = notifying(true);
    show(endsSoon('one'));
    show(endsSoon('other'));
    show(endsSoon('one'));
    expect(shown.map(({ closed }) => closed)).toEqual([true, false, false]);
  });

  it('is taken back by its key, once, and none that was clicked or never was', () => {
    const { show, withdraw, shown } = notifying(true);
    show(endsSoon('one'));
    show(endsSoon('other'));
    show(endsSoon('clicked'));
    shown[2]?.emit('click');
    for (const key of ['one', 'clicked', 'none']) withdraw(key);
    expect(shown.map(({ closed }) => closed)).toEqual([true, false, false]);
    show(endsSoon('one'));
    expect(shown.map(({ closed }) => closed)).toEqual([true, false, false, false]);
  });

  it('is not shown where the system shows none', () => {
    const { show, shown } = notifying(true, false);
    show(endsSoon('soon'));
    expect(shown).toEqual([]);
  });
});
