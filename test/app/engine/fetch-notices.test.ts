import { expect, it } from 'vitest';
import { TOGETHER } from '../../../app/session/fetches.ts';
import { noticeWords } from '../../../app/view/words.ts';
import { settle } from '../../support/model-clock.ts';
import { NOON, startModel, type Model } from '../../support/model-engine.ts';

const dev = { kind: 'role', profile: 'dev' } as const;
const ops = { kind: 'role', profile: 'ops' } as const;
const terraform = { program: 'terraform', pid: 4711 };

const listening = async (): Promise<Model> => {
  const model = await startModel({ settings: { noticeFetch: 'on' } });
  await model.enterCode();
  return model;
};

const titles = (model: Model): readonly string[] =>
  model.notices.map(({ notice }) => noticeWords(notice, NOON).title);

it('a fetch is told by name, once, and its click leads to the ledger', async () => {
  const model = await listening();
  model.engine.handOver(dev, 'credentials', terraform);
  await model.clock.advance(TOGETHER);
  expect(titles(model)).toEqual(['terraform fetched dev']);
  await model.clock.advance(60_000);
  expect(model.notices).toHaveLength(1);
  model.notices[0]?.click();
  expect(model.snapshot().go.to).toBe('ledger');
  expect(model.popover.shown).toBe(1);
});

it('twenty fetches at once are one digest', async () => {
  const model = await listening();
  for (let at = 0; at < 20; at += 1)
    model.engine.handOver(at % 2 === 0 ? dev : ops, 'credentials', terraform);
  await model.clock.advance(TOGETHER);
  expect(model.notices.map(({ notice }) => noticeWords(notice, NOON))).toEqual([
    {
      title: 'terraform fetched dev and 1 other',
      body: '20 times in all. Click to see the ledger.',
    },
  ]);
});

it('what a person copies themselves is not told', async () => {
  const model = await listening();
  model.engine.run({ kind: 'copy-exports', target: dev });
  await settle();
  await model.clock.advance(TOGETHER);
  expect(model.ledger).toHaveLength(1);
  expect(model.notices).toEqual([]);
});

it('nothing is told as long as the settings do not ask for it', async () => {
  const model = await startModel();
  await model.enterCode();
  model.engine.handOver(dev, 'credentials', terraform);
  await model.clock.advance(TOGETHER);
  expect(model.notices).toEqual([]);
});

it('the notice holds no account number and no key', async () => {
  const model = await listening();
  const handed = model.engine.handOver(dev, 'credentials', terraform);
  await model.clock.advance(TOGETHER);
  const told = JSON.stringify(
    model.notices.map(({ notice }) => [notice, noticeWords(notice, NOON)]),
  );
  expect(told).not.toMatch(/\d{12}/);
  expect(handed.ok && told.includes(handed.value.credentials.accessKeyId)).toBe(false);
});
