import { Copy, KeyRound, Play } from 'lucide-react';
import type { GrantId } from '../../app/model.ts';
import type { SessionRow } from '../../app/view/window.ts';
import {
  accountWords,
  copyLabel,
  enterCodeLabel,
  labels,
  moreLabel,
  noticeLabels,
  startLabel,
  type Way,
} from '../../app/view/words.ts';
import { CopyAction } from '../guard/CopyAction.tsx';
import { useProductionMark } from '../guard/use-production-mark.tsx';
import { Action } from '../parts/Action.tsx';
import { Fob } from '../parts/Fob.tsx';
import { useFileActions } from '../files/use-file-actions.tsx';
import { Menu } from '../parts/Menu.tsx';
import type { MenuGroup } from '../parts/MenuList.tsx';
import { noticeItems } from '../notices/notice-items.ts';
import { useSend, useShell, useTick } from '../state/outside.ts';
import { commandOfWay } from '../state/take-way.ts';
import { allItems } from './all-items.ts';
import { consoleItems } from './console-items.ts';
import { copyItems } from './copy-items.ts';
import { CopiedLine } from './CopiedLine.tsx';
import { fobPhase } from './fob-phase.ts';
import { endsSoon, mainAction } from './main-action.ts';
import { SessionDetails } from './SessionDetails.tsx';
import { servedItems } from './served-items.ts';
import { RowBelow } from './RowBelow.tsx';
import { RowName } from './RowName.tsx';
import type { Hits } from './search-rows.ts';
import { TimeLeft } from './TimeLeft.tsx';
import { useRowMenu } from './use-row-menu.ts';

/** What stands under its name, the most important first. */
const notesOf = (row: SessionRow): readonly string[] => {
  const at = row.alias ?? (row.account === null ? null : accountWords(row.account));
  const marks = [
    row.notice.end === 'ends' ? noticeLabels.isLast : null,
    row.withoutMfa ? labels.withoutMfa : null,
    row.origin === 'file' ? labels.plainText : null,
  ].filter((mark) => mark !== null);
  return [...marks, at === null ? labels.session : `${labels.session} @ ${at}`];
};

/** As many as there is room for: none is cut in the middle for one behind it. */
const Notes = (props: { readonly notes: readonly string[] }) => (
  <span className="row-sub row-notes" title={props.notes.join(' · ')}>
    {props.notes.map((note, at) => (
      <span key={note}>{at === 0 ? note : ` · ${note}`}</span>
    ))}
  </span>
);

/** The session of one identity, drawn with the fob watch instead of a bare ring. */
export const SessionView = (props: {
  readonly row: SessionRow;
  /** Whether Tab stops at it, where the arrows lead to it. */
  readonly stop?: boolean;
  readonly hits?: Hits | null;
  /** Whether its details are shown. */
  readonly open: boolean;
  readonly onOpen: (id: GrantId) => void;
}) => {
  const { row, stop = true, hits = null, open } = props;
  const { menu, ways } = useRowMenu();
  const soon = useTick((now) => endsSoon(row, now));
  const send = useSend();
  const shell = useShell();
  const copy = (): void => send({ kind: 'copy-exports', target: row.ref });
  const start = (): void => send({ kind: 'start', targets: [row.ref] });
  const askCode = (): void => send({ kind: 'ask-code', identity: row.identity });
  const running = row.phase.kind !== 'off' && row.phase.kind !== 'ended';
  const files = useFileActions(row.ref, row.life !== null);
  const production = useProductionMark({ ref: row.ref, name: row.identity, guard: row.guard });
  const takeWay = (way: Way): void => send(commandOfWay(way, row.ref, row.identity));
  const groups = (): readonly MenuGroup[] => [
    copyItems(row, shell, send),
    consoleItems(row, send),
    [...files.items(), ...servedItems(row, send)],
    [production.item()],
    [
      ...(row.serial === null ? [] : [{ name: labels.enterCode, onPress: askCode }]),
      running
        ? { name: labels.stop, onPress: () => send({ kind: 'stop', targets: [row.ref] }) }
        : { name: labels.start, onPress: start },
      ...noticeItems(row, send),
      { name: open ? labels.hideDetails : labels.details, onPress: () => props.onOpen(row.id) },
    ],
    allItems(send),
  ];
  // One button in all phases: the focus stays on it when what it does changes.
  const main = mainAction(row.phase, row.serial !== null);
  const action = {
    copy: {
      icon: Copy,
      name: labels.copyExports,
      label: copyLabel(row.identity),
      onPress: copy,
    },
    start: { icon: Play, name: labels.start, label: startLabel(row.identity), onPress: start },
    'enter-code': {
      icon: KeyRound,
      name: labels.enterCode,
      label: enterCodeLabel(row.identity),
      onPress: askCode,
    },
  }[main];
  return (
    <div
      className="session"
      data-grant={row.id}
      data-phase={row.phase.kind}
      data-production={row.guard === null ? undefined : ''}
      data-soon={soon ? '' : undefined}
      {...ways}
    >
      <div className="row-line">
        <Fob phase={fobPhase(row)} />
        <div className="row-text">
          <RowName
            name={row.identity}
            hits={hits}
            served={row.served}
            production={row.guard !== null}
          />
          {row.copied.kind === 'no' || row.copied.kind === 'failed' ? (
            <Notes notes={notesOf(row)} />
          ) : (
            <CopiedLine mark={row.copied} life={row.life} />
          )}
        </div>
        <TimeLeft phase={row.phase} next={row.next} />
        {main === 'copy' && row.guard !== null ? (
          <CopyAction target={row.ref} name={row.identity} guard={row.guard} stop={stop} />
        ) : (
          <Action {...action} rowMain stop={stop} />
        )}
        <Menu ref={menu} stop={stop} label={moreLabel(row.identity)} groups={groups} />
      </div>
      <RowBelow row={row} trouble={row.trouble} onWay={takeWay}>
        {files.question}
        {production.question}
      </RowBelow>
      {open && <SessionDetails row={row} />}
    </div>
  );
};
