import { expect, it } from 'vitest';
import { ok, type Result } from '../../../app/result.ts';
import { AFTER_START, BETWEEN_CHECKS } from '../../../app/session/updates.ts';
import type { InstallFacts } from '../../../app/updates/installed.ts';
import type { Release, UpdateCause, UpdateNotes } from '../../../app/updates/updates.ts';
import { noticeWords, updateWords } from '../../../app/view/words.ts';
import { settle } from '../../support/model-clock.ts';
import { NOON, startModel } from '../../support/model-engine.ts';
import { noUpdates } from '../../support/model-updates.ts';
import type { Settings } from '../../../app/settings.ts';

const FEED = 'https://downloads.example.org/fobwatch/';
const out: Result<Release, UpdateCause> = ok({ version: '0.2.0', newer: true });
const current: Result<Release, UpdateCause> = ok({ version: '0.1.0', newer: false });

/** An app that knows a server; `asked` counts, `did` tells what else was done. */
const startWith = async (
  parts: {
    readonly facts?: Partial<InstallFacts>;
    readonly settings?: Partial<Settings>;
    readonly answer?: Result<Release, UpdateCause>;
    readonly download?: Result<null, UpdateCause>;
    readonly notes?: UpdateNotes;
  } = {},
) => {
  const seen: {
    asked: number;
    did: string[];
    notes: UpdateNotes | null;
  } = {
    asked: 0,
    did: [],
    notes: parts.notes ?? null,
  };
  const model = await startModel({
    ...(parts.settings === undefined ? {} : { settings: parts.settings }),
    ports: (ports) => ({
      ...ports,
      updates: {
        ...noUpdates,
        facts: async () => ({ ...(await noUpdates.facts()), ...parts.facts }),
        builtInFeed: async () => FEED,
        load: async () => ok(seen.notes),
        save: async (notes) => {
          seen.notes = notes;
          return ok(null);
        },
        check: async () => {
          seen.asked += 1;
          return parts.answer ?? current;
        },
        download: async () => {
          seen.did.push('download');
          return parts.download ?? ok(null);
        },
        restart: () => seen.did.push('restart'),
      },
    }),
  });
  await settle();
  return { model, seen };
};

const mac: Partial<InstallFacts> = { platform: 'darwin', execPath: '/Applications/F.app/f' };

it('no server is asked at the start, and one is some minutes later, and each day after', async () => {
  const { model, seen } = await startWith();
  await model.clock.advance(AFTER_START - 1);
  expect(seen.asked).toBe(0);
  await model.clock.advance(1);
  expect(seen.asked).toBe(1);
  await model.clock.advance(BETWEEN_CHECKS);
  expect(seen.asked).toBe(2);
  expect(model.clock.armed()).toBe(1);
  expect(model.notices).toEqual([]);
});

it('an app that is started every day asks once a day all the same', async () => {
  const first = await startWith();
  await first.model.clock.advance(AFTER_START);
  const { model, seen } = await startWith({ ...(first.seen.notes && { notes: first.seen.notes }) });
  await model.clock.advance(2 * AFTER_START);
  expect(seen.asked).toBe(0);
});

it('an app whose clock was a year ahead at the last look asks again after a day', async () => {
  const first = await startWith();
  await first.model.clock.advance(AFTER_START);
  const { checkedAt } = first.seen.notes ?? {};
  const ahead = (checkedAt ?? 0) + 365 * BETWEEN_CHECKS;
  const { model, seen } = await startWith({ notes: { checkedAt: ahead, told: null } });
  await model.clock.advance(BETWEEN_CHECKS);
  expect(seen.asked).toBe(1);
});

it('a version that is out is told once, and its click opens where it is', async () => {
  const { model, seen } = await startWith({ answer: out });
  await model.clock.advance(AFTER_START);
  await model.clock.advance(3 * BETWEEN_CHECKS);
  expect(model.notices.map(({ notice }) => noticeWords(notice, NOON).title)).toEqual([
    'Fobwatch 0.2.0 is out',
  ]);
  expect(seen.notes?.told).toBe('0.2.0');
  expect(seen.did).toEqual([]);
  model.notices[0]?.click();
  await settle();
  expect(model.browser.opened.map(({ url }) => url)).toEqual([FEED]);
  expect(model.engine.tray().menu).toContainEqual({
    kind: 'action',
    label: 'Update to 0.2.0',
    command: { kind: 'open-release-page' },
    enabled: true,
  });
});

it('that a version was told is kept with the telling, not with what comes next', async () => {
  const { model, seen } = await startWith({ answer: out });
  model.engine.run({ kind: 'check-updates' });
  await settle();
  expect(model.notices).toHaveLength(1);
  expect(seen.notes?.told).toBe('0.2.0');
});

it('nothing is downloaded where no signature is checked, whatever is asked', async () => {
  const { model, seen } = await startWith({ answer: out, settings: { updates: 'install' } });
  model.engine.run({ kind: 'check-updates' });
  await settle();
  model.engine.run({ kind: 'download-update' });
  model.engine.run({ kind: 'restart-to-update' });
  await settle();
  expect(seen.did).toEqual([]);
});

it('a version is downloaded where one is, told when it is ready, and put in when a person says so', async () => {
  const { model, seen } = await startWith({
    answer: out,
    facts: mac,
    settings: { updates: 'install' },
  });
  await model.clock.advance(AFTER_START);
  await settle();
  expect(seen.did).toEqual(['download']);
  expect(model.notices.map(({ notice }) => noticeWords(notice, NOON).title)).toEqual([
    'Fobwatch 0.2.0 is put in when you quit',
  ]);
  model.notices[0]?.click();
  expect(seen.did).toEqual(['download', 'restart']);
});

it('one that is ready is put in at the end, also after new versions were switched off, which is said', async () => {
  const { model } = await startWith({
    answer: out,
    facts: mac,
    settings: { updates: 'install' },
  });
  await model.clock.advance(AFTER_START);
  await settle();
  const said: string[] = [];
  for (const value of ['off', 'notify']) {
    model.engine.run({ kind: 'change-setting', key: 'updates', value });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await settle();
    said.push(updateWords(model.snapshot().updates, 0));
  }
  expect(said).toEqual([
    'Fobwatch 0.2.0 was downloaded before and is put in when you quit, though updates are off now.',
    'Fobwatch 0.2.0 is put in when you quit.',
  ]);
});

it('a download that is not signed as it should be is told in the settings', async () => {
  const cause = { kind: 'not-genuine', version: '0.2.0' } as const;
  const { model } = await startWith({
    answer: out,
    facts: mac,
    download: { ok: false, failure: cause },
  });
  model.engine.run({ kind: 'check-updates' });
  await settle();
  model.engine.run({ kind: 'download-update' });
  await settle();
  expect(model.snapshot().updates.check).toEqual({ kind: 'failed', cause });
});

it('a server that the settings name is not asked before it is known who brings new versions', async () => {
  const seen = { asked: 0 };
  const model = await startModel({
    settings: { updatesFeed: FEED },
    ports: (ports) => ({
      ...ports,
      updates: {
        ...noUpdates,
        facts: () => new Promise<InstallFacts>(() => undefined),
        check: async () => {
          seen.asked += 1;
          return current;
        },
      },
    }),
  });
  model.engine.run({ kind: 'check-updates' });
  await settle();
  expect(seen.asked).toBe(0);
});

it('a package that a package manager looks after asks nobody, not even by hand', async () => {
  const { model, seen } = await startWith({ facts: { packageType: 'deb' } });
  await model.clock.advance(3 * BETWEEN_CHECKS);
  model.engine.run({ kind: 'check-updates' });
  await settle();
  expect(seen.asked).toBe(0);
  expect(model.snapshot().updates.mode).toBe('off');
});
