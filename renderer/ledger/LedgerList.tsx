import {
  Ban,
  ClipboardCopy,
  FileKey,
  Globe,
  type LucideIcon,
  Plug,
  RefreshCw,
  SquareTerminal,
} from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { LedgerEntry } from '../../app/ledger.ts';
import type { LedgerLine } from '../../app/session/shown-ledger.ts';
import {
  calendarAt,
  ledgerEndWords,
  ledgerLineWords,
  ledgerNameWords,
  ledgerStages,
} from '../../app/view/words.ts';
import { Drawn } from '../problems/Drawn.tsx';
import { daysOf } from './days.ts';
import { filterLedger } from './filter-ledger.ts';

const drawn = (Icon: LucideIcon): ReactElement => <Icon className="icon" aria-hidden="true" />;

const terminal = drawn(SquareTerminal);
const file = drawn(FileKey);
const refused = drawn(Ban);
const renewed = drawn(RefreshCw);

const icons: { readonly [K in LedgerEntry['how']]: ReactElement } = {
  copy: drawn(ClipboardCopy),
  env: terminal,
  exec: terminal,
  credentials: terminal,
  export: file,
  write: file,
  console: drawn(Globe),
  endpoint: drawn(Plug),
};

const iconOf = ({ how, via, outcome }: LedgerEntry): ReactElement => {
  if (outcome !== 'given') return refused;
  return via === 'renewal' ? renewed : icons[how];
};

const Line = (props: {
  readonly line: LedgerLine;
  readonly time: string;
  readonly now: number;
}) => {
  const { line, now } = props;
  const end = ledgerEndWords(line, now);
  return (
    <li className="ledger-line" data-outcome={line.outcome} data-how={line.how}>
      {iconOf(line)}
      <span className="ledger-name">{ledgerNameWords(line.target)}</span>
      <time className="ledger-at" dateTime={new Date(line.at).toISOString()}>
        {props.time}
      </time>
      <p className="ledger-what">
        {ledgerLineWords(line)}
        {end !== null && <span className="ledger-end">{`, ${end}`}</span>}
      </p>
    </li>
  );
};

type Props = {
  /** Newest first, and only ever added to. */
  readonly lines: readonly LedgerLine[];
  readonly query: string;
  /** By the minute: what it changes are the words of day and end. */
  readonly now: number;
  readonly onClear: () => void;
};

/** A picture brings all lines anew; a thousand are drawn again only when one has joined them. */
const isSame = (a: Props, b: Props): boolean => {
  const [first] = a.lines;
  const [second] = b.lines;
  return (
    a.query === b.query &&
    a.now === b.now &&
    a.lines.length === b.lines.length &&
    first?.id === second?.id &&
    first?.at === second?.at
  );
};

/** The lines by day; those out of sight cost nothing. */
export const LedgerList = memo(({ lines, query, now, onClear }: Props) => {
  const found = filterLedger(lines, query);
  const calendar = calendarAt(now);
  if (found.length === 0)
    return (
      <Drawn
        state="no-match"
        phase={{ kind: 'off' }}
        {...ledgerStages.noMatch}
        quiet
        onPress={onClear}
      />
    );
  return daysOf(found, calendar.day).map(({ day, lines: ofDay }) => (
    <section key={day} className="group" aria-label={day}>
      <h2 className="group-head">{day}</h2>
      <ul>
        {ofDay.map((line) => (
          <Line key={line.id} line={line} time={calendar.time(line.at)} now={now} />
        ))}
      </ul>
    </section>
  ));
}, isSame);
