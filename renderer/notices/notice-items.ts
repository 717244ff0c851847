import type { Command } from '../../app/contract.ts';
import type { GrantRef } from '../../app/model.ts';
import type { NoticeMark } from '../../app/view/notice-view.ts';
import { noticeLabels } from '../../app/view/words.ts';
import type { MenuItem } from '../parts/MenuList.tsx';

/** What a row's menu offers about its end. */
export const noticeItems = (
  { ref, notice }: { readonly ref: GrantRef; readonly notice: NoticeMark },
  send: (command: Command) => void,
): readonly MenuItem[] => {
  switch (notice.end) {
    case 'goes-on':
      return [
        { name: noticeLabels.letEnd, onPress: () => send({ kind: 'let-end', targets: [ref] }) },
      ];
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
