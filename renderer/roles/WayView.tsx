import type { WayStep } from '../../app/view/grant-way.ts';
import { STEP, wayPicture, type Mark } from '../../app/view/way-picture.ts';
import { wayName, wayNote } from '../../app/view/words.ts';
import { useTick } from '../state/outside.ts';

const MarkView = ({ x, y, shape, filled }: Mark) => {
  const look = { className: 'grant-way-mark', 'data-filled': filled ? '' : undefined };
  switch (shape) {
    case 'key':
      return <rect {...look} x={x - 0.3} y={y - 0.3} width="0.6" height="0.6" rx="0.12" />;
    case 'outside':
      return (
        <rect
          {...look}
          x={x - 0.27}
          y={y - 0.27}
          width="0.54"
          height="0.54"
          transform={`rotate(45 ${x} ${y})`}
        />
      );
    case 'session':
      return (
        <>
          <path className="grant-way-crown" d={`M${x} ${y - 0.5}v0.2`} />
          <circle {...look} cx={x} cy={y} r="0.32" />
        </>
      );
    case 'role':
      return <circle {...look} cx={x} cy={y} r="0.32" />;
    default:
      return shape satisfies never;
  }
};

const Step = (props: { readonly step: WayStep }) => {
  const note = useTick((now) => wayNote(props.step, now));
  return (
    <li className="grant-way-step" style={{ minBlockSize: `${STEP}rem` }}>
      <span className="grant-way-name" title={wayName(props.step)}>
        {wayName(props.step)}
      </span>
      {note !== '' && (
        <span className="grant-way-note" title={note}>
          {note}
        </span>
      )}
    </li>
  );
};

/** The way to a grant as a small picture; the stations beside it say it in words. */
export const WayView = (props: { readonly way: readonly WayStep[] }) => {
  const { width, height, marks, links } = wayPicture(props.way);
  return (
    <div className="grant-way">
      <svg
        className="grant-way-picture"
        aria-hidden="true"
        viewBox={`0 0 ${width} ${height}`}
        style={{ inlineSize: `${width}rem`, blockSize: `${height}rem` }}
      >
        {links.map(({ x, from, to, code }) => (
          <path
            key={from}
            className="grant-way-link"
            data-code={code ? '' : undefined}
            d={`M${x} ${from}V${to}`}
          />
        ))}
        {marks.map((mark) => (
          <MarkView key={mark.y} {...mark} />
        ))}
      </svg>
      <ol className="grant-way-steps">
        {props.way.map((step, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a station is its place on the way
          <Step key={at} step={step} />
        ))}
      </ol>
    </div>
  );
};
