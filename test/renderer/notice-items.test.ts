import { describe, expect, it } from 'vitest';
import type { Command } from '../../app/contract.ts';
import type { MadeNotice } from '../../app/view/notice-view.ts';
import { madeNoticeItems } from '../../renderer/notices/notice-items.ts';
import { madeRow } from '../support/snapshots.ts';

const target = { kind: 'made', name: 'analyst' } as const;

const offered = (over: Partial<MadeNotice>) => {
  const sent: Command[] = [];
  const lead = { seconds: 600, chosen: false };
  const row = madeRow('analyst', {
    notice: { lead, end: 'told', snoozes: [], remindsAt: null, ...over },
  });
  const items = madeNoticeItems(row, (command) => sent.push(command));
  for (const item of items) if ('onPress' in item) item.onPress();
  return { names: items.map(({ name }) => name), sent };
};

describe('what the menu of a grant made directly offers about its end', () => {
  it('puts off what was told as often as fits, or lets it come', () => {
    expect(offered({ snoozes: [300, 600] })).toEqual({
      names: ['Remind me in 5 min', 'Remind me in 10 min', 'Let it end'],
      sent: [
        { kind: 'snooze-notice', targets: [target], seconds: 300 },
        { kind: 'snooze-notice', targets: [target], seconds: 600 },
        { kind: 'let-end', targets: [target] },
      ],
    });
  });

  it('lets an end come that was not told yet', () => {
    expect(offered({}).names).toEqual(['Let it end']);
  });

  it('has an end told again that nobody wanted to hear of', () => {
    expect(offered({ end: 'untold' })).toEqual({
      names: ['Tell me when it ends'],
      sent: [{ kind: 'start', targets: [target] }],
    });
  });

  it('keeps going what is made again, once it was let to end', () => {
    expect(offered({ end: 'ends' }).names).toEqual(['Keep it going']);
  });

  it('is nothing while nothing is held', () => {
    expect(offered({ end: 'none' }).names).toEqual([]);
  });
});
