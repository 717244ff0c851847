import { Copy, Play } from 'lucide-react';
import { useId, useState } from 'react';
import type { MadeRow } from '../../app/view/window.ts';
import {
  copyLabel,
  labels,
  madeLabels,
  madeNote,
  moreLabel,
  startLabel,
  type Way,
} from '../../app/view/words.ts';
import { Action } from '../parts/Action.tsx';
import { useFileActions } from '../files/use-file-actions.tsx';
import { Menu } from '../parts/Menu.tsx';
import { Message } from '../parts/Message.tsx';
import { Ring } from '../parts/Ring.tsx';
import { useSend, useShell } from '../state/outside.ts';
import { commandOfWay } from '../state/take-way.ts';
import { consoleCommand, consoleItems } from './console-items.ts';
import { LifeFacts } from './LifeFacts.tsx';
import { copyAgain, copyItems } from './copy-items.ts';
import { mainAction } from './main-action.ts';
import { RowSub } from './RowSub.tsx';
import { servedItems } from './served-items.ts';
import { ServedBadge, ServedLine } from './ServedLine.tsx';
import { TimeLeft } from './TimeLeft.tsx';
import { WhoFacts } from './WhoFacts.tsx';

const Row = (props: { readonly row: MadeRow }) => {
  const { row } = props;
  const send = useSend();
  const shell = useShell();
  const [open, setOpen] = useState(false);
  const again = (): void => send(copyAgain(row.ref, row.copied));
  const start = (): void => send({ kind: 'start', targets: [row.ref] });
  const copy = (): void => send({ kind: 'copy-exports', target: row.ref });
  const stop = (): void => send({ kind: 'stop', targets: [row.ref] });
  const note = madeNote(row);
  const files = useFileActions(row.ref, row.who !== null);
  const takeWay = (way: Way): void => send(commandOfWay(way, row.ref, null));
  const signInAgain = (way: Way): void =>
    way.does === 'try-again' ? send(consoleCommand(row.ref, 'open')) : takeWay(way);
  const copies = mainAction(row.phase, false) === 'copy';
  return (
    <li className="row" data-grant={row.id} data-phase={row.phase.kind}>
      <div className="row-line">
        <Ring phase={row.phase} />
        <div className="row-text">
          <span className="row-name">
            <span className="row-name-text">{row.name}</span>
            <ServedBadge served={row.served} />
          </span>
          <RowSub copied={row.copied} life={row.life} signIn={row.signIn} note={note} />
        </div>
        <TimeLeft phase={row.phase} />
        {copies ? (
          <Action
            icon={Copy}
            name={labels.copyExports}
            label={copyLabel(row.name)}
            onPress={copy}
            rowMain
          />
        ) : (
          row.remade && (
            <Action
              icon={Play}
              name={labels.start}
              label={startLabel(row.name)}
              onPress={start}
              rowMain
            />
          )
        )}
        <Menu
          label={moreLabel(row.name)}
          groups={[
            copies ? copyItems(row, shell, send) : [],
            copies || row.remade ? consoleItems(row, send) : [],
            [
              ...(copies ? files.items : []),
              ...(copies || row.remade ? servedItems(row, send) : []),
            ],
            [
              { name: row.forgets ? madeLabels.forget : labels.stop, onPress: stop },
              {
                name: open ? labels.hideDetails : labels.details,
                onPress: () => setOpen(!open),
              },
            ],
          ]}
        />
      </div>
      {row.trouble !== null && (
        <Message failure={row.trouble.failure} retryAt={row.trouble.retryAt} onWay={takeWay} />
      )}
      {row.copied.kind === 'failed' && (
        <Message failure={row.copied.failure} retryAt={null} onWay={again} />
      )}
      {row.signIn.kind === 'failed' && (
        <Message failure={row.signIn.failure} retryAt={null} onWay={signInAgain} />
      )}
      {files.question}
      <ServedLine served={row.served} />
      {open && (
        <dl className="facts">
          <dt>{madeLabels.from}</dt>
          <dd>{row.from}</dd>
          <LifeFacts life={row.life} />
          <WhoFacts who={row.who} />
        </dl>
      )}
    </li>
  );
};

/** Grants made directly, beside those of the AWS files: web identity, SAML, federated users, saved credentials. */
export const MadeList = (props: { readonly rows: readonly MadeRow[] }) => {
  const id = useId();
  if (props.rows.length === 0) return null;
  return (
    <section className="group" aria-labelledby={id}>
      <h2 id={id} className="group-head">
        <span className="group-alias">{madeLabels.heading}</span>
      </h2>
      <ul className="rows">
        {props.rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
};
