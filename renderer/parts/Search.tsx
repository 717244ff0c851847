import { Search as SearchIcon, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { labels } from '../../app/view/words.ts';

/** Search over names, accounts and aliases. */
export const Search = (props: {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** What is searched, where it is not the roles. */
  readonly label?: string;
  /** What stands at its end. */
  readonly children?: ReactNode;
}) => (
  <header className="bar search">
    <SearchIcon className="icon search-icon" aria-hidden="true" />
    <input
      data-focus="search"
      className="search-input"
      type="search"
      aria-label={props.label ?? labels.search}
      placeholder={props.label ?? labels.search}
      autoComplete="off"
      spellCheck={false}
      value={props.query}
      onChange={(event) => props.onQuery(event.target.value)}
    />
    {props.query !== '' && (
      <button
        type="button"
        className="action"
        aria-label={labels.clearSearch}
        title={labels.clearSearch}
        onClick={() => props.onQuery('')}
      >
        <X className="icon" aria-hidden="true" />
      </button>
    )}
    {props.children}
  </header>
);
