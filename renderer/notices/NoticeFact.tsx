import { useId } from 'react';
import type { GrantRef } from '../../app/model.ts';
import type { Lead, NoticeMark } from '../../app/view/notice-view.ts';
import { leadChoices, leadWords, noticeLabels, usualLeadWords } from '../../app/view/words.ts';
import { useSend } from '../state/outside.ts';

/** How long ahead the end is told, as a term and a pick list among the facts of a row. */
export const NoticeFact = (props: {
  readonly target: GrantRef;
  readonly lead: Lead;
  readonly end: NoticeMark['end'];
}) => {
  const { target, lead, end } = props;
  const send = useSend();
  const id = useId();
  return (
    <>
      <dt>
        <label htmlFor={id}>{noticeLabels.notice}</label>
      </dt>
      <dd className="facts-choice">
        <select
          id={id}
          className="field facts-field"
          value={lead.chosen ? String(lead.seconds) : ''}
          onChange={({ target: { value } }) =>
            send({
              kind: 'set-notice-lead',
              target,
              seconds: value === '' ? null : Number(value),
            })
          }
        >
          <option value="">{usualLeadWords(lead)}</option>
          {leadChoices(lead).map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              {leadWords(seconds)}
            </option>
          ))}
        </select>
        {end === 'ends' && <span className="facts-more">{noticeLabels.isLast}</span>}
        {end === 'untold' && <span className="facts-more">{noticeLabels.untold}</span>}
      </dd>
    </>
  );
};
