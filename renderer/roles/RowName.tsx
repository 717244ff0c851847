import { ShieldAlert, Star } from 'lucide-react';
import type { ServedMark } from '../../app/view/served-view.ts';
import { labels, listLabels } from '../../app/view/words.ts';
import { Marked } from './Marked.tsx';
import type { Hits } from './search-rows.ts';
import { ServedBadge } from './ServedLine.tsx';

/** A row's first line: its name, and what nobody should overlook of it. */
export const RowName = (props: {
  readonly name: string;
  readonly hits: Hits | null;
  readonly served: ServedMark;
  readonly production?: boolean;
  readonly favourite?: boolean;
  readonly tags?: readonly string[];
}) => (
  <span className="row-name">
    <span className="row-name-text" title={props.name}>
      <Marked text={props.name} hits={props.hits?.name ?? []} />
    </span>
    {props.favourite === true && (
      <span className="row-star" title={listLabels.favourite}>
        <Star className="icon icon-small" aria-hidden="true" />
        <span className="hidden-words">{listLabels.favourite}</span>
      </span>
    )}
    {props.production === true && (
      <span className="production">
        <ShieldAlert className="icon icon-small" aria-hidden="true" />
        {labels.production}
      </span>
    )}
    {props.tags?.map((tag) => (
      <span key={tag} className="own-tag" title={tag}>
        {tag}
      </span>
    ))}
    <ServedBadge served={props.served} />
  </span>
);
