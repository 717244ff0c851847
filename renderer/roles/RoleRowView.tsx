import { Play } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { RoleRow } from '../../app/view/window.ts';
import {
  labels,
  moreLabel,
  roleNotes,
  startLabel,
  type Way,
  profileLabels,
} from '../../app/view/words.ts';
import { CopyAction } from '../guard/CopyAction.tsx';
import { useProductionMark } from '../guard/use-production-mark.tsx';
import { Action } from '../parts/Action.tsx';
import { useFileActions } from '../files/use-file-actions.tsx';
import { Menu } from '../parts/Menu.tsx';
import type { MenuGroup, MenuItem } from '../parts/MenuList.tsx';
import { Ring } from '../parts/Ring.tsx';
import { noticeItems } from '../notices/notice-items.ts';
import { unreachedBy } from '../state/offline.ts';
import { useSend, useShell } from '../state/outside.ts';
import { commandOfWay } from '../state/take-way.ts';
import { consoleItems } from './console-items.ts';
import { copyItems } from './copy-items.ts';
import { Marked } from './Marked.tsx';
import { mainAction } from './main-action.ts';
import { RoleDetails } from './RoleDetails.tsx';
import { markItems } from './mark-items.ts';
import { RowBelow } from './RowBelow.tsx';
import { RowName } from './RowName.tsx';
import { sameRow, type RowProps } from './row-props.ts';
import { RowSub } from './RowSub.tsx';
import { servedItems } from './served-items.ts';
import { TagsForm } from './TagsForm.tsx';
import { useRowMenu } from './use-row-menu.ts';
import { whereNotes } from './where-notes.tsx';
import { TimeLeft } from './TimeLeft.tsx';

/** One role: its ring, its name, what is left, the usual thing, and the rest in a menu. */
const Row = (props: RowProps & { readonly row: RoleRow; readonly offline: boolean }): ReactNode => {
  const { row, hits, open, stop } = props;
  const send = useSend();
  const shell = useShell();
  const { menu, ways } = useRowMenu();
  const start = (): void => send({ kind: 'start', targets: [row.ref] });
  const running = row.phase.kind !== 'off' && row.phase.kind !== 'ended';
  const files = useFileActions(row.ref, row.who !== null);
  const production = useProductionMark(row);
  const takeWay = (way: Way): void => send(commandOfWay(way, row.ref, row.chain[0] ?? null));
  const details: MenuItem = {
    name: open ? labels.hideDetails : labels.details,
    onPress: () => props.onOpen(row.id),
  };
  const renew: MenuItem = {
    name: labels.renew,
    onPress: () => send({ kind: 'renew', targets: [row.ref] }),
  };
  const groups = (): readonly MenuGroup[] =>
    row.broken !== null
      ? [
          [
            {
              name: profileLabels.editOne,
              onPress: () => send({ kind: 'show-panel', panel: 'profiles', identity: row.name }),
            },
            { name: labels.openConfig, onPress: () => send({ kind: 'open-config-file' }) },
            details,
          ],
        ]
      : [
          copyItems(row, shell, send),
          consoleItems(row, send),
          [...files.items(), ...servedItems(row, send)],
          [...markItems(row, send, props.onTag), production.item()],
          [
            running
              ? { name: labels.stop, onPress: () => send({ kind: 'stop', targets: [row.ref] }) }
              : { name: labels.start, onPress: start },
            ...(row.phase.kind === 'fresh' ? [renew] : []),
            ...noticeItems(row, send),
            details,
          ],
        ];
  const told = props.offline && row.trouble !== null && unreachedBy(row.trouble.failure) !== null;
  const trouble =
    row.broken !== null ? { failure: row.broken, retryAt: null } : told ? null : row.trouble;
  const action = mainAction(row.phase, false);
  const notes = [
    ...(props.where ? whereNotes(row, hits) : []),
    ...roleNotes(row).map((words) =>
      words === row.roleName
        ? { words, drawn: <Marked text={words} hits={hits?.role ?? []} /> }
        : { words },
    ),
  ];
  return (
    <div
      className="row"
      data-grant={row.id}
      data-phase={row.phase.kind}
      data-production={row.guard === null ? undefined : ''}
      {...ways}
    >
      <div className="row-line">
        <Ring phase={row.broken === null ? row.phase : { kind: 'failed' }} />
        <div className="row-text">
          <RowName {...row} production={row.guard !== null} hits={hits} />
          <RowSub copied={row.copied} life={row.life} signIn={row.signIn} notes={notes} />
        </div>
        {row.broken === null && <TimeLeft phase={row.phase} next={row.next} />}
        {row.broken === null &&
          (action === 'copy' ? (
            <CopyAction target={row.ref} name={row.name} guard={row.guard} stop={stop} />
          ) : (
            <Action
              icon={Play}
              name={labels.start}
              label={startLabel(row.name)}
              onPress={start}
              rowMain
              stop={stop}
            />
          ))}
        <Menu ref={menu} label={moreLabel(row.name)} groups={groups} stop={stop} />
      </div>
      <RowBelow row={row} trouble={trouble} onWay={takeWay}>
        {files.question}
        {production.question}
      </RowBelow>
      {props.tagging && (
        <TagsForm target={row.ref} tags={row.tags} onDone={() => props.onTag(null)} />
      )}
      {open && <RoleDetails row={row} />}
    </div>
  );
};

/** A row is drawn again only when something in it changed: every picture is new as a whole. */
export const RoleRowView = memo(Row, sameRow);
