import { Settings } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Problem, RoleGroup, WindowSnapshot } from '../../app/view/window.ts';
import {
  foundAccountWords,
  foundSummary,
  foundWords,
  importAllLabel,
  labels,
  moreAccountsWords,
  moreFoundWords,
  placedProblemWords,
  roleCountWords,
  roleNamesWords,
} from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { Fob } from '../parts/Fob.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { ProblemList } from '../problems/ProblemList.tsx';
import { useSend } from '../state/outside.ts';
import { BackupsSection } from './BackupsSection.tsx';
import { KeyRow, type FoundKey } from './KeyRow.tsx';
import { RemovalSection } from './RemovalSection.tsx';

/** How many accounts and problems are drawn at once; more fold into one line. */
const SHOWN = 5;

/** The first few of a list, and the rest behind one line. */
const Folded = (props: {
  readonly children: readonly ReactNode[];
  readonly more: (count: number) => string;
}) => {
  const rest = props.children.slice(SHOWN);
  return (
    <>
      <ul className="found-list">{props.children.slice(0, SHOWN)}</ul>
      {rest.length > 0 && (
        <details className="found-fold">
          <summary>{props.more(rest.length)}</summary>
          <ul className="found-list">{rest}</ul>
        </details>
      )}
    </>
  );
};

const Account = (props: { readonly group: RoleGroup }) => (
  <li className="found-account">
    <span>{foundAccountWords(props.group)}</span>
    <span className="found-count">{roleCountWords(props.group.rows.length)}</span>
    <span className="found-where">{roleNamesWords(props.group)}</span>
  </li>
);

type Placed = Extract<Problem, { kind: 'profile' }>;

const PlacedProblem = (props: { readonly problem: Placed }) => {
  const { place, sentence } = placedProblemWords(props.problem.problem);
  return (
    <li className="found-problem" title={props.problem.problem.path}>
      <code>{place}</code> {sentence}
    </li>
  );
};

/** Everyone whose key the files or the keychain hold, those in the files first. */
const keysIn = ({ found, sessions }: WindowSnapshot): readonly FoundKey[] => {
  const rowOf = (name: string) => sessions.find(({ identity }) => identity === name) ?? null;
  const plain = found.plainKeys.map((key) => ({
    name: key.profile,
    plain: key,
    row: rowOf(key.profile),
  }));
  const others = sessions
    .filter((row) => row.origin === 'keychain')
    .filter((row) => plain.every(({ name }) => name !== row.identity))
    .map((row) => ({ name: row.identity, plain: null, row }));
  return [...plain, ...others];
};

/** What the AWS files hold, and the ways on: import it, add a key by hand, or the trial. */
export const FoundPanel = (props: PanelProps) => {
  const { snapshot, onShow } = props;
  const { found, groups, problems, settings } = snapshot;
  const send = useSend();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const keys = keysIn(snapshot);
  const vault = problems.filter(({ kind }) => kind === 'vault' || kind === 'aws-file');
  const hasKeychain = vault.every(({ kind }) => kind !== 'vault');
  const importable = hasKeychain
    ? keys.filter(({ plain }) => plain !== null && plain.keptBy === null && !plain.nameTaken)
    : [];
  const chosen = importable.filter(({ name }) => !left.has(name)).map(({ name }) => name);
  const placed = problems.filter((problem): problem is Placed => problem.kind === 'profile');
  const kept = found.plainKeys.filter(({ keptBy }) => keptBy !== null);
  const busy = found.importing.length > 0;
  const offersImport = chosen.length > 0 || busy;
  const leave = (): void => {
    if (found.first) send({ kind: 'leave-first-run' });
    else props.onBack();
  };
  const choose = (name: string, wanted: boolean): void => {
    const next = new Set(left);
    if (wanted) next.delete(name);
    else next.add(name);
    setLeft(next);
  };
  const nothing = keys.length === 0 && groups.length === 0 && placed.length === 0;
  return (
    <main className="settings found">
      {found.first ? (
        <header className="bar found-bar">
          <h1>{foundWords.title}</h1>
          <button
            type="button"
            className="action"
            aria-label={labels.settings}
            title={labels.settings}
            onClick={() => onShow('settings')}
          >
            <Settings className="icon" aria-hidden="true" />
          </button>
        </header>
      ) : (
        <PanelHead title={foundWords.title} onBack={props.onBack} />
      )}
      <div className="scroll settings-scroll">
        <ProblemList problems={vault} />
        {!hasKeychain && <p className="found-note">{foundWords.noKeychain}</p>}
        {nothing ? (
          <div className="drawn">
            <Fob phase={{ kind: 'off' }} large />
            <p>{foundWords.nothing}</p>
          </div>
        ) : (
          <p className="found-note">
            {foundSummary(found.plainKeys.length, groups, placed.length)}
          </p>
        )}
        <p className="found-paths">
          {settings.credentialsPath}
          <br />
          {settings.configPath}
        </p>
        {keys.length > 0 && (
          <section>
            <h2>{foundWords.keys}</h2>
            <ul className="found-list">
              {keys.map((of) => (
                <KeyRow
                  key={of.name}
                  of={of}
                  chosen={
                    importable.includes(of) || found.importing.includes(of.name)
                      ? !left.has(of.name)
                      : null
                  }
                  onChoose={(wanted) => choose(of.name, wanted)}
                  importing={found.importing.includes(of.name)}
                  onLead={
                    found.leadable.includes(of.name) && found.removal.kind === 'none'
                      ? () => send({ kind: 'ask-removal', identities: [of.name] })
                      : null
                  }
                  onDevices={() => onShow('identity', of.name)}
                />
              ))}
            </ul>
            {kept.length > 0 && found.removal.kind === 'none' && !busy && (
              <button
                type="button"
                className="button"
                onClick={() =>
                  send({
                    kind: 'ask-removal',
                    identities: [...new Set(kept.flatMap(({ keptBy }) => keptBy ?? []))],
                  })
                }
              >
                {foundWords.takeOut}
              </button>
            )}
          </section>
        )}
        <RemovalSection removal={found.removal} />
        {placed.length > 0 && (
          <section>
            <h2>{foundWords.problems}</h2>
            <Folded more={moreFoundWords}>
              {placed.map((problem) => (
                <PlacedProblem key={JSON.stringify(problem)} problem={problem} />
              ))}
            </Folded>
          </section>
        )}
        {!nothing && (
          <section>
            <h2>{foundWords.roles}</h2>
            {groups.length === 0 && <p className="setting-help">{foundWords.noRoles}</p>}
            <Folded more={moreAccountsWords}>
              {groups.map((group) => (
                <Account key={group.account} group={group} />
              ))}
            </Folded>
          </section>
        )}
        <BackupsSection backups={found.backups} />
      </div>
      <footer className="found-ways">
        {hasKeychain && (
          <button
            type="button"
            className={nothing ? 'button button-strong' : 'link'}
            data-focus={nothing ? 'main' : undefined}
            onClick={() => send({ kind: 'open-key-form' })}
          >
            {foundWords.addKey}
          </button>
        )}
        <button type="button" className="link found-trial" onClick={() => onShow('lab')}>
          {foundWords.trial}
        </button>
        {found.first && offersImport && (
          <button type="button" className="button" onClick={leave}>
            {foundWords.notNow}
          </button>
        )}
        {(offersImport || found.first) && (
          <button
            type="button"
            className={nothing ? 'button' : 'button button-strong'}
            data-focus={nothing ? undefined : 'main'}
            aria-disabled={busy}
            onClick={() => {
              if (busy) return;
              if (chosen.length > 0) send({ kind: 'import-found', profiles: chosen });
              else leave();
            }}
          >
            {busy
              ? foundWords.importing
              : chosen.length > 0
                ? importAllLabel(chosen.length)
                : nothing
                  ? foundWords.notNow
                  : foundWords.goOn}
          </button>
        )}
      </footer>
    </main>
  );
};
