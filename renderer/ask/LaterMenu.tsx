import type { Ending } from '../../app/view/notice-view.ts';
import { noticeActionWords, noticeLabels } from '../../app/view/words.ts';
import { Menu } from '../parts/Menu.tsx';
import { useSend } from '../state/outside.ts';

/** What can be said to what ends, in the place of a code. */
export const LaterMenu = (props: { readonly ending: Ending }) => {
  const { targets, actions } = props.ending;
  const send = useSend();
  const items = actions.map((action) => ({
    name: noticeActionWords(action),
    onPress: () =>
      send(
        action.kind === 'snooze'
          ? { kind: 'snooze-notice', targets: [...targets], seconds: action.seconds }
          : { kind: 'let-end', targets: [...targets] },
      ),
  }));
  return <Menu label={noticeLabels.later} groups={[items]} />;
};
