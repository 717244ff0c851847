import type { Command } from '../../app/contract.ts';
import type { GrantRef } from '../../app/model.ts';
import type { MadeNotice, NoticeMark } from '../../app/view/notice-view.ts';
import { endCommand } from '../../app/view/notices.ts';
import { noticeActionWords, noticeLabels } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** What a row's menu offers about its end. */
export const noticeItems = (
  { ref, notice }: { readonly ref: GrantRef; readonly notice: Pick<NoticeMark, 'end'> },
  send: (command: Command) => void,
): readonly MenuItem[] => {
  switch (notice.end) {
    case 'goes-on':
    case 'told':
      return [
        { name: noticeLabels.letEnd, onPress: () => send({ kind: 'let-end', targets: [ref] }) },
      ];
    // What cannot be made again is not started by it: its end is told again, and no more.
    case 'untold':
      return [{ name: noticeLabels.tell, onPress: () => send({ kind: 'start', targets: [ref] }) }];
    case 'ends':
      return [
        { name: noticeLabels.keepOn, onPress: () => send({ kind: 'start', targets: [ref] }) },
      ];
    case 'none':
      return [];
    default:
      return notice.end satisfies never;
  }
};

/** What the menu of a grant made directly offers about its end: no code is asked for it, beside which it could stand. */
export const madeNoticeItems = (
  row: { readonly ref: GrantRef; readonly notice: MadeNotice },
  send: (command: Command) => void,
): readonly MenuItem[] => [
  ...row.notice.snoozes.map((seconds): MenuItem => {
    const action = { kind: 'snooze', seconds } as const;
    return {
      name: noticeActionWords(action),
      onPress: () => send(endCommand([row.ref], action)),
    };
  }),
  ...noticeItems(row, send),
];
