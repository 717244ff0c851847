import { Fragment } from 'react';
import { runsOf } from './hit-runs.ts';

/** A text with the letters that a search hit. */
export const Marked = (props: { readonly text: string; readonly hits: readonly number[] }) =>
  runsOf(props.text, props.hits).map(({ from, text, hit }) =>
    hit ? <mark key={from}>{text}</mark> : <Fragment key={from}>{text}</Fragment>,
  );
