import { useId, useState } from 'react';
import type { ExchangeState } from '../../app/session/settings-exchange.ts';
import {
  exchangeProblemWords,
  exportedLine,
  importLine,
  passedOverLine,
  settingsWords,
  takenLine,
} from '../../app/view/words.ts';
import { settingProblemWords } from '../../app/view/words/setting-problem.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { useSend } from '../state/outside.ts';
import { ChangeList } from './ChangeList.tsx';

/** What became of it, in a sentence; null: nothing to say. */
const outcome = (exchange: ExchangeState): string | null => {
  switch (exchange.kind) {
    case 'none':
    case 'offered':
      return null;
    case 'exported':
      return exportedLine(exchange.path);
    case 'taken':
      return takenLine(exchange.count, exchange.path);
    case 'failed':
      return exchangeProblemWords(exchange.problem);
  }
};

/** What a file would change, before anything of it is taken. */
const Offer = (props: { readonly offer: Extract<ExchangeState, { readonly kind: 'offered' }> }) => {
  const { path, changes, leads, problems, passedOver } = props.offer;
  const send = useSend();
  const count = changes.length + leads.length;
  return (
    <Confirm
      words={{
        title: settingsWords.importTitle,
        yes: settingsWords.take,
        no: settingsWords.close,
      }}
      possible={count > 0}
      onYes={() => send({ kind: 'take-settings' })}
      onNo={() => send({ kind: 'drop-settings' })}
    >
      <p className="setting-meta">
        <code>{path}</code>
      </p>
      <p>{count === 0 ? settingsWords.importNothing : importLine(count)}</p>
      <ChangeList changes={changes} leads={leads} />
      {problems.map((problem) => (
        <p key={JSON.stringify(problem)} className="setting-trouble">
          {settingProblemWords(problem).sentence}
        </p>
      ))}
      {passedOver.length > 0 && <p className="setting-help">{passedOverLine(passedOver)}</p>}
    </Confirm>
  );
};

/** All settings into a file of their own, and out of one. */
export const ExchangeBlock = (props: { readonly exchange: ExchangeState }) => {
  const { exchange } = props;
  const send = useSend();
  const id = useId();
  const [path, setPath] = useState('~/fobwatch-settings.ini');
  const named = path.trim();
  const failed = exchange.kind === 'failed';
  const inTheWay = failed && exchange.problem.kind === 'exists' ? exchange.problem.path : null;
  return (
    <div className="setting" data-wide="">
      <label htmlFor={id}>{settingsWords.exchangeFile}</label>
      <input
        id={id}
        className="field"
        type="text"
        spellCheck={false}
        autoComplete="off"
        value={path}
        aria-describedby={`${id}-about`}
        onChange={(event) => setPath(event.target.value)}
      />
      <p id={`${id}-about`} className="setting-help">
        {settingsWords.exchangeAbout}
      </p>
      <div className="setting-acts">
        <button
          type="button"
          className="button"
          aria-disabled={named === ''}
          onClick={() =>
            named !== '' && send({ kind: 'export-settings', path: named, replace: false })
          }
        >
          {settingsWords.exportTo}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={named === ''}
          onClick={() => named !== '' && send({ kind: 'read-settings', path: named })}
        >
          {settingsWords.importFrom}
        </button>
        {inTheWay !== null && (
          <button
            type="button"
            className="button button-danger"
            onClick={() => send({ kind: 'export-settings', path: inTheWay, replace: true })}
          >
            {settingsWords.replace}
          </button>
        )}
      </div>
      <output className={failed ? 'setting-trouble' : 'setting-help'}>{outcome(exchange)}</output>
      {exchange.kind === 'offered' && <Offer offer={exchange} />}
    </div>
  );
};
