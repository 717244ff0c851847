import { capWord } from '../../app/view/words.ts';
import type { ShortcutRow } from './shortcut-rows.ts';

const Caps = (props: { readonly caps: readonly string[] }) => (
  <span className="caps">
    {props.caps.map((cap) => (
      <kbd key={cap}>{capWord(cap)}</kbd>
    ))}
  </span>
);

/** What keys do, and the caps of each way to press them. */
export const ShortcutTable = (props: { readonly rows: readonly ShortcutRow[] }) => (
  <dl className="shortcuts">
    {props.rows.map(({ does, ways }) => (
      <div key={does}>
        <dt>{does}</dt>
        <dd>
          {ways.map((caps) => (
            <Caps key={caps.join('+')} caps={caps} />
          ))}
        </dd>
      </div>
    ))}
  </dl>
);
