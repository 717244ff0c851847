import type { Ending } from '../../app/view/notice-view.ts';
import { endCommand } from '../../app/view/notices.ts';
import { noticeActionWords, noticeLabels } from '../../app/view/words.ts';
import { Menu } from '../parts/Menu.tsx';
import { useSend } from '../state/outside.ts';

/** What can be said to what ends, in the place of a code. */
export const LaterMenu = (props: { readonly ending: Ending }) => {
  const { targets, actions } = props.ending;
  const send = useSend();
  const items = () =>
    actions.map((action) => ({
      name: noticeActionWords(action),
      onPress: () => send(endCommand(targets, action)),
    }));
  return <Menu label={noticeLabels.later} groups={() => [items()]} />;
};
