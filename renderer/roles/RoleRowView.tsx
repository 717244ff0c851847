import { Copy, Play, ShieldAlert } from 'lucide-react';
import { memo, useState } from 'react';
import type { RoleRow } from '../../app/view/window.ts';
import {
  copyLabel,
  labels,
  moreLabel,
  roleNote,
  startLabel,
  type Way,
  profileLabels,
} from '../../app/view/words.ts';
import { Action } from '../parts/Action.tsx';
import { useFileActions } from '../files/use-file-actions.tsx';
import { Menu } from '../parts/Menu.tsx';
import type { MenuGroup, MenuItem } from '../parts/MenuList.tsx';
import { Message } from '../parts/Message.tsx';
import { Ring } from '../parts/Ring.tsx';
import { noticeItems } from '../notices/notice-items.ts';
import { unreachedBy } from '../state/offline.ts';
import { useSend, useShell } from '../state/outside.ts';
import { commandOfWay } from '../state/take-way.ts';
import { consoleCommand, consoleItems } from './console-items.ts';
import { copyAgain, copyItems } from './copy-items.ts';
import { mainAction } from './main-action.ts';
import { RoleDetails } from './RoleDetails.tsx';
import { RowSub } from './RowSub.tsx';
import { servedItems } from './served-items.ts';
import { ServedBadge, ServedLine } from './ServedLine.tsx';
import { TimeLeft } from './TimeLeft.tsx';

/** One role: its ring, its name, what is left, the usual thing, and the rest in a menu. */
const Row = (props: { readonly row: RoleRow; readonly offline: boolean }) => {
  const { row } = props;
  const send = useSend();
  const shell = useShell();
  const [open, setOpen] = useState(false);
  const start = (): void => send({ kind: 'start', targets: [row.ref] });
  const copy = (): void => send({ kind: 'copy-exports', target: row.ref });
  const again = (): void => send(copyAgain(row.ref, row.copied));
  const running = row.phase.kind !== 'off' && row.phase.kind !== 'ended';
  const files = useFileActions(row.ref, row.who !== null);
  const takeWay = (way: Way): void => send(commandOfWay(way, row.ref, row.chain[0] ?? null));
  const signInAgain = (way: Way): void =>
    way.does === 'try-again' ? send(consoleCommand(row.ref, 'open')) : takeWay(way);
  const details: MenuItem = {
    name: open ? labels.hideDetails : labels.details,
    onPress: () => setOpen(!open),
  };
  const renew: MenuItem = {
    name: labels.renew,
    onPress: () => send({ kind: 'renew', targets: [row.ref] }),
  };
  const groups: readonly MenuGroup[] =
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
          [...files.items, ...servedItems(row, send)],
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
  const trouble = told ? null : row.trouble;
  const failure = row.broken ?? trouble?.failure ?? null;
  const action = mainAction(row.phase, false);
  const note = roleNote(row);
  return (
    <li
      className="row"
      data-grant={row.id}
      data-phase={row.phase.kind}
      data-production={row.production ? '' : undefined}
    >
      <div className="row-line">
        <Ring phase={row.broken === null ? row.phase : { kind: 'failed' }} />
        <div className="row-text">
          <span className="row-name">
            <span className="row-name-text">{row.name}</span>
            {row.production && (
              <span className="production">
                <ShieldAlert className="icon icon-small" aria-hidden="true" />
                {labels.production}
              </span>
            )}
            <ServedBadge served={row.served} />
          </span>
          <RowSub copied={row.copied} life={row.life} signIn={row.signIn} note={note} />
        </div>
        {row.broken === null && <TimeLeft phase={row.phase} />}
        {row.broken === null &&
          (action === 'copy' ? (
            <Action
              icon={Copy}
              name={labels.copyExports}
              label={copyLabel(row.name)}
              onPress={copy}
              rowMain
            />
          ) : (
            <Action
              icon={Play}
              name={labels.start}
              label={startLabel(row.name)}
              onPress={start}
              rowMain
            />
          ))}
        <Menu label={moreLabel(row.name)} groups={groups} />
      </div>
      {failure !== null && (
        <Message failure={failure} retryAt={trouble?.retryAt ?? null} onWay={takeWay} />
      )}
      {row.copied.kind === 'failed' && (
        <Message failure={row.copied.failure} retryAt={null} onWay={again} />
      )}
      {row.signIn.kind === 'failed' && (
        <Message failure={row.signIn.failure} retryAt={null} onWay={signInAgain} />
      )}
      {files.question}
      <ServedLine served={row.served} />
      {open && <RoleDetails row={row} />}
    </li>
  );
};

/** A row is drawn again only when something in it changed: every picture is new as a whole. */
export const RoleRowView = memo(
  Row,
  (before, after) =>
    before.offline === after.offline && JSON.stringify(before.row) === JSON.stringify(after.row),
);
