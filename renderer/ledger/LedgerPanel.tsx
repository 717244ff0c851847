import { useDeferredValue, useEffect } from 'react';
import type { ShownLedger } from '../../app/session/shown-ledger.ts';
import { ledgerLabels, ledgerStages, ledgerUnreadableWords } from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { Search } from '../parts/Search.tsx';
import { Drawn } from '../problems/Drawn.tsx';
import { useSend, useTick } from '../state/outside.ts';
import { LedgerList } from './LedgerList.tsx';

/** It is read while somebody looks: when this appears or the window comes up, and let go when either goes. */
const useReadWhileSeen = (): void => {
  const send = useSend();
  useEffect(() => {
    const look = (): void =>
      send({ kind: document.visibilityState === 'visible' ? 'read-ledger' : 'leave-ledger' });
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      send({ kind: 'leave-ledger' });
    };
  }, [send]);
};

const Lines = (props: {
  readonly ledger: ShownLedger;
  readonly query: string;
  readonly onClear: () => void;
  readonly onBack: () => void;
}) => {
  const { ledger, query } = props;
  const send = useSend();
  // Words of day and end change by the minute at most.
  const minute = useTick((now) => Math.floor(now / 60_000) * 60_000);
  switch (ledger.kind) {
    case 'closed':
    case 'reading':
      return null;
    case 'failed':
      return (
        <Drawn
          state="ledger-failed"
          phase={{ kind: 'failed' }}
          {...ledgerStages.failed}
          sentence={ledgerUnreadableWords(ledger.problem.path, ledger.problem.detail)}
          onPress={() => send({ kind: 'read-ledger' })}
        />
      );
    case 'open':
      return ledger.lines.length === 0 ? (
        <Drawn
          state="ledger-empty"
          phase={{ kind: 'off' }}
          {...ledgerStages.empty}
          quiet
          onPress={props.onBack}
        />
      ) : (
        <LedgerList lines={ledger.lines} query={query} now={minute} onClear={props.onClear} />
      );
  }
};

/** Who fetched what, newest first, to be searched by grant or program. */
export const LedgerPanel = (props: PanelProps) => {
  const { query, onQuery } = props;
  const { ledger } = props.snapshot;
  // The next key stroke does not wait for a thousand lines.
  const settled = useDeferredValue(query);
  useReadWhileSeen();
  const some = ledger.kind === 'open' && ledger.lines.length > 0;
  // While it is read nobody knows, and the next key stroke belongs to the search.
  const searched = some || ledger.kind === 'closed' || ledger.kind === 'reading';
  return (
    <main className="ledger">
      <PanelHead title={ledgerLabels.title} onBack={props.onBack} />
      {searched && <Search query={query} onQuery={onQuery} label={ledgerLabels.search} />}
      <section
        className="scroll"
        aria-label={ledgerLabels.lines}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll it: nothing in it takes the focus
        tabIndex={some ? 0 : undefined}
      >
        <Lines ledger={ledger} query={settled} onClear={() => onQuery('')} onBack={props.onBack} />
      </section>
    </main>
  );
};
