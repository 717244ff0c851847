import { Fragment } from 'react';
import type { WindowSnapshot } from '../../app/view/window.ts';
import { leadWords, ownSectionWords } from '../../app/view/words.ts';

/** A section of settings.ini that is about one thing each: what it is for, what stands there now, and its key. */
const Section = (props: {
  readonly words: { readonly title: string; readonly about: string; readonly none: string };
  readonly of: string;
  readonly entries: readonly (readonly [name: string, value: string])[];
}) => {
  const { words, of, entries } = props;
  return (
    <div className="setting" data-wide="" data-section={of}>
      <h3>{words.title}</h3>
      <p className="setting-help">{words.about}</p>
      {entries.length > 0 && (
        <dl className="facts">
          {entries.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      <div className="setting-meta">
        <code>{of}</code>
        {entries.length === 0 && <span>{words.none}</span>}
      </div>
    </div>
  );
};

export const LEADS_KEY = '[notice NAME] lead';
export const ENDPOINTS_KEY = '[endpoint URL] validate_certs';

/** How long ahead single roles and sessions are told. */
export const Leads = (props: { readonly snapshot: WindowSnapshot }) => {
  const { groups, made, sessions } = props.snapshot;
  const rows = [
    ...sessions.map((row) => [row.identity, row.notice.lead] as const),
    ...groups.flatMap((group) => group.rows.map((row) => [row.name, row.notice.lead] as const)),
    ...made.map((row) => [row.name, row.notice.lead] as const),
  ];
  return (
    <Section
      words={ownSectionWords.leads}
      of={LEADS_KEY}
      entries={rows.flatMap(([name, lead]) =>
        lead?.chosen === true ? [[name, leadWords(lead.seconds)] as const] : [],
      )}
    />
  );
};

/** Endpoints whose certificates nobody checks. */
export const UncheckedEndpoints = (props: { readonly snapshot: WindowSnapshot }) => (
  <Section
    words={ownSectionWords.endpoints}
    of={ENDPOINTS_KEY}
    entries={props.snapshot.problems.flatMap((problem) =>
      problem.kind === 'unchecked-endpoint' ? [[problem.url, 'no'] as const] : [],
    )}
  />
);
