import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type SettingPart, settingParts } from '../../app/settings/sections.ts';
import { settingOfProblem, settingRows, type SettingRow } from '../../app/view/settings-list.ts';
import {
  changedLabel,
  choicesOf,
  connectionLabels,
  foundLabel,
  labels,
  partTitles,
  problemsLine,
  profileLabels,
  settingsWords,
  settingWords,
} from '../../app/view/words.ts';
import type { PanelProps } from '../panels.tsx';
import { PanelHead } from '../parts/PanelHead.tsx';
import { Search } from '../parts/Search.tsx';
import { ProblemList } from '../problems/ProblemList.tsx';
import { useSend } from '../state/outside.ts';
import { blocksOf, type Block } from './blocks.tsx';
import { findSettings } from './search-settings.ts';
import { SettingLine } from './SettingLine.tsx';
import { special } from './special.tsx';

/** A setting as one thing that can be found. */
const settingBlock = (row: SettingRow, { snapshot }: PanelProps): Block => {
  const { label, effect } = settingWords[row.name];
  const { placeholder, under, vain } = special[row.name] ?? {};
  return {
    id: row.name,
    part: row.part,
    label,
    effect,
    key: row.key,
    choices: Object.values(choicesOf(row.name) ?? {}).join(' '),
    differs: row.differs,
    node: (
      <SettingLine row={row} placeholder={placeholder?.(snapshot)} vain={vain?.(snapshot) ?? []}>
        {under?.(snapshot)}
      </SettingLine>
    ),
  };
};

/** What can be done with a part as a whole. */
const PartAct = (props: PanelProps & { readonly part: SettingPart }) => {
  const send = useSend();
  switch (props.part) {
    case 'identities':
      return (
        <button type="button" className="button" onClick={() => send({ kind: 'open-key-form' })}>
          {labels.addKey}
        </button>
      );
    case 'network': {
      const testing = props.snapshot.connection.test.kind === 'testing';
      return (
        <button
          type="button"
          className="button"
          aria-disabled={testing}
          onClick={() => send({ kind: 'test-connection', target: null })}
        >
          {testing ? connectionLabels.testing : connectionLabels.test}
        </button>
      );
    }
    case 'files':
      return (
        <button type="button" className="button" onClick={() => props.onShow('profiles')}>
          {profileLabels.show}
        </button>
      );
    default:
      return null;
  }
};

const Part = (props: {
  readonly part: SettingPart;
  readonly act: ReactNode;
  /** When it was asked for by itself; null: it was not. */
  readonly asked: number | null;
  readonly blocks: readonly Block[];
}) => {
  const { part, asked } = props;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asked !== null) place.current?.scrollIntoView();
  }, [asked]);
  return (
    <section ref={place} data-part={part} aria-label={partTitles[part]}>
      <div className="section-head">
        <h2>{partTitles[part]}</h2>
        {props.act}
      </div>
      {props.blocks.map(({ id, node }) => (
        <div key={id} className="settings-block">
          {node}
        </div>
      ))}
    </section>
  );
};

/** Leads to the first value that cannot be taken. */
const showFirstTrouble = (): void => {
  const field = document.querySelector<HTMLElement>('.setting [aria-invalid="true"]');
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
};

/** Everything that can be set, with its effect, its default and its key in settings.ini; and where everything lies. */
export const SettingsPanel = (props: PanelProps) => {
  const { snapshot, query } = props;
  const send = useSend();
  const [changedOnly, setChangedOnly] = useState(false);
  const problems = snapshot.problems.filter((one) => one.kind === 'setting');
  const rows = settingRows(
    snapshot.settings.values,
    problems.map(({ problem }) => problem),
  ).filter(({ name }) => special[name]?.works?.(snapshot) ?? true);
  const all = [
    ...blocksOf(props).filter(({ first }) => first === true),
    ...rows.map((row) => settingBlock(row, props)),
    ...blocksOf(props).filter(({ first }) => first !== true),
  ].map((block) => ({ ...block, title: partTitles[block.part] }));
  const changed = all.filter(({ differs }) => differs === true);
  // With the last change taken back there is nothing left to look at.
  const onlyChanged = changedOnly && changed.length > 0;
  const found = findSettings(onlyChanged ? changed : all, query);
  const narrowed = onlyChanged || query.trim() !== '';
  const troubled = rows.filter(({ problem }) => problem !== null).length;
  const asked = snapshot.go.to === 'network' ? snapshot.go.at : null;
  const showAll = (): void => {
    setChangedOnly(false);
    props.onQuery('');
  };
  return (
    <main className="settings">
      <PanelHead title={labels.settings} onBack={props.onBack}>
        {changed.length > 0 && (
          <button
            type="button"
            className="button button-quiet"
            aria-pressed={onlyChanged}
            onClick={() => setChangedOnly(!onlyChanged)}
          >
            {changedLabel(changed.length)}
          </button>
        )}
      </PanelHead>
      <Search query={query} onQuery={props.onQuery} label={settingsWords.search} />
      {/* Above what scrolls: a value that was not taken may have been typed far below. */}
      <div className="settings-problems">
        <ProblemList
          problems={problems.filter(({ problem }) => settingOfProblem(problem) === null)}
        />
        {troubled > 0 && !narrowed && (
          <div className="settings-troubled">
            <span>{problemsLine(troubled)}</span>
            <button type="button" className="button" onClick={showFirstTrouble}>
              {settingsWords.showProblem}
            </button>
          </div>
        )}
      </div>
      <div className="scroll settings-scroll">
        <p className="hidden-words" aria-live="polite">
          {narrowed ? foundLabel(found.length) : ''}
        </p>
        {settingParts.map((part) => {
          const blocks = found.filter((block) => block.part === part);
          return blocks.length === 0 ? null : (
            <Part
              key={part}
              part={part}
              act={<PartAct {...props} part={part} />}
              asked={part === 'network' ? asked : null}
              blocks={blocks}
            />
          );
        })}
        {found.length === 0 && <p className="settings-none">{settingsWords.none}</p>}
        {narrowed && (
          <button type="button" className="button" onClick={showAll}>
            {settingsWords.showAll}
          </button>
        )}
        {!narrowed && (
          <button type="button" className="button quit" onClick={() => send({ kind: 'quit' })}>
            {labels.quit}
          </button>
        )}
      </div>
    </main>
  );
};
