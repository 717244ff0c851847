import { Play } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { MadeRow } from '../../app/view/window.ts';
import {
  endNote,
  labels,
  madeLabels,
  madeNote,
  moreLabel,
  startLabel,
  type Way,
} from '../../app/view/words.ts';
import { CopyAction } from '../guard/CopyAction.tsx';
import { useProductionMark } from '../guard/use-production-mark.tsx';
import { Action } from '../parts/Action.tsx';
import { useFileActions } from '../files/use-file-actions.tsx';
import { Menu } from '../parts/Menu.tsx';
import { Ring } from '../parts/Ring.tsx';
import { madeNoticeItems } from '../notices/notice-items.ts';
import { useOutside, useShell } from '../state/outside.ts';
import { commandOfWay } from '../state/take-way.ts';
import { consoleItems } from './console-items.ts';
import { copyItems } from './copy-items.ts';
import { MadeDetails } from './MadeDetails.tsx';
import { mainAction } from './main-action.ts';
import { markItems } from './mark-items.ts';
import { RowBelow } from './RowBelow.tsx';
import { RowName } from './RowName.tsx';
import { sameRow, type RowProps } from './row-props.ts';
import { RowSub } from './RowSub.tsx';
import { servedItems } from './served-items.ts';
import { TagsForm } from './TagsForm.tsx';
import { TimeLeft } from './TimeLeft.tsx';
import { useRowMenu } from './use-row-menu.ts';
import { whereNotes } from './where-notes.tsx';

/** A grant made directly, beside those of the AWS files: web identity, SAML, a federated user, saved credentials. */
const Row = (props: RowProps & { readonly row: MadeRow }): ReactNode => {
  const { row, hits, open, stop } = props;
  const { send, ticker } = useOutside();
  const shell = useShell();
  const { menu, ways } = useRowMenu();
  const start = (): void => send({ kind: 'start', targets: [row.ref] });
  const halt = (): void => send({ kind: 'stop', targets: [row.ref] });
  const said = endNote(row.notice, ticker.now());
  const notes = [
    // What a person said to it stands first, where it is never cut off.
    ...(said === null ? [] : [{ words: said }]),
    ...(props.where ? whereNotes(row, hits) : []),
    { words: madeNote(row) },
  ];
  const files = useFileActions(row.ref, row.who !== null);
  const production = useProductionMark(row);
  const takeWay = (way: Way): void => send(commandOfWay(way, row.ref, null));
  const copies = mainAction(row.phase, false) === 'copy';
  return (
    <div
      className="row"
      data-grant={row.id}
      data-phase={row.phase.kind}
      data-production={row.guard === null ? undefined : ''}
      {...ways}
    >
      <div className="row-line">
        <Ring phase={row.phase} />
        <div className="row-text">
          <RowName {...row} production={row.guard !== null} hits={hits} />
          <RowSub copied={row.copied} life={row.life} signIn={row.signIn} notes={notes} />
        </div>
        <TimeLeft phase={row.phase} next={row.next} />
        {copies ? (
          <CopyAction target={row.ref} name={row.name} guard={row.guard} stop={stop} />
        ) : (
          row.remade && (
            <Action
              icon={Play}
              name={labels.start}
              label={startLabel(row.name)}
              onPress={start}
              rowMain
              stop={stop}
            />
          )
        )}
        <Menu
          ref={menu}
          stop={stop}
          label={moreLabel(row.name)}
          groups={() => [
            copies ? copyItems(row, shell, send) : [],
            copies || row.remade ? consoleItems(row, send) : [],
            [
              ...(copies ? files.items() : []),
              ...(copies || row.remade ? servedItems(row, send) : []),
            ],
            [...markItems(row, send, props.onTag), production.item()],
            [
              { name: row.forgets ? madeLabels.forget : labels.stop, onPress: halt },
              ...madeNoticeItems(row, send),
              {
                name: open ? labels.hideDetails : labels.details,
                onPress: () => props.onOpen(row.id),
              },
            ],
          ]}
        />
      </div>
      <RowBelow row={row} trouble={row.trouble} onWay={takeWay}>
        {files.question}
        {production.question}
      </RowBelow>
      {props.tagging && (
        <TagsForm target={row.ref} tags={row.tags} onDone={() => props.onTag(null)} />
      )}
      {open && <MadeDetails row={row} />}
    </div>
  );
};

export const MadeRowView = memo(Row, sameRow);
